import type { Analysis, Claim } from '../utils/analysis.ts';
import { csvHeader, toCsv } from '../utils/export/csv.ts';
import { toFile } from '../utils/export/json.ts';
import { toMarkdown } from '../utils/export/markdown.ts';
import { toWebAnnotations } from '../utils/export/web-annotation.ts';
import { say } from '../utils/i18n.ts';
import { citation } from '../utils/marks/words.ts';

/** Puts text on the clipboard; false where the browser will not. */
export async function copyPlain(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Copies a claim with who said it and where. */
export const copyText = (analysis: Analysis, claim: Claim, url: string): Promise<boolean> => copyPlain(citation(analysis, claim, url, say));

export const FORMATS = ['markdown', 'json', 'csv', 'jsonld'] as const;
export type Format = (typeof FORMATS)[number];

const TYPES: Record<Format, { type: string; ending: string }> = {
  markdown: { type: 'text/markdown', ending: 'md' },
  json: { type: 'application/json', ending: 'json' },
  csv: { type: 'text/csv', ending: 'csv' },
  jsonld: { type: 'application/ld+json', ending: 'jsonld' },
};

/** The summary in a format of files. */
export function written(format: Format, analysis: Analysis, url: string): string {
  if (format === 'markdown') return toMarkdown(analysis, say, url);
  if (format === 'csv') return `${csvHeader()}\r\n${toCsv(url, analysis)}\r\n`;
  return `${JSON.stringify(format === 'json' ? toFile(url, analysis) : toWebAnnotations(analysis, url, say), null, 2)}\n`;
}

/** A file's name out of a title: letters and digits of any script, no path. */
export const fileName = (title: string, ending: string): string =>
  `${
    title
      .normalize('NFC')
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'vantage'
  }.${ending}`;

export function download(name: string, type: string, content: string): void {
  const link = document.createElement('a');
  // The mark makes spreadsheets read CSV as UTF-8.
  link.href = URL.createObjectURL(new Blob([type === 'text/csv' ? `\uFEFF${content}` : content], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const downloadSummary = (format: Format, analysis: Analysis, url: string): void =>
  download(fileName(analysis.article.title ?? '', TYPES[format].ending), TYPES[format].type, written(format, analysis, url));
