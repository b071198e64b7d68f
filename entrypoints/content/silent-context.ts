/**
 * Stands in for WXT's context of a content script, by an alias in wxt.config.ts. WXT's announces itself on every page by a message and events that bear the
 * extension's id: any page could see by them that the extension is there, and stop it by sending the same. `life.ts` does what is needed of it, unseen.
 */
export class ContentScriptContext {}
