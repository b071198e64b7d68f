/** What is asked of an element where a page is walked through. */
const ASKED = `nodeName tagName parentNode parentElement firstChild nextSibling firstElementChild nextElementSibling children childNodes
  textContent shadowRoot getAttribute hasAttribute closest contains querySelector getElementsByTagName getRootNode checkVisibility
  getBoundingClientRect isConnected ownerDocument`.split(/\s+/);

/** Whether a form has a field whose name hides what a form has of its own, as every field does: nothing that such a form says of itself can be relied on. */
export const isMisnamed = (node: Node): boolean => {
  const { nodeType, localName } = node as Element;
  if (typeof nodeType !== 'number' || (nodeType === 1 && typeof localName !== 'string')) return true;
  return localName === 'form' && ASKED.some((name) => Object.hasOwn(node, name));
};

/** A node, or the next beside it that is what it says it is. */
export function readable(document: Document, node: Node | null): Node | null {
  let found = node;
  while (found && isMisnamed(found)) {
    // By way of a range, from which no name hides anything.
    const range = document.createRange();
    range.setStartAfter(found);
    found = range.startContainer.childNodes[range.startOffset] ?? null;
  }
  return found;
}
