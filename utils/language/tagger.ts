import type { TextDocument } from './document.ts';

/** Splits a text into paragraphs, sentences and tagged tokens. */
export type Tagger = (text: string) => TextDocument;
