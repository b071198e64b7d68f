// Runs in a world apart before the page does. Notes how the page stands once it is parsed, before any content script that waits for that, and every change since.
(() => {
  let before = null;
  let changes = 0;
  // Only an extension puts an element beside the body: the parser never does.
  const hosts = new WeakSet();
  const ours = (node) => hosts.has(node) || (node.localName === 'div' && node.parentNode === document.documentElement);
  const markup = () => {
    const copy = document.documentElement.cloneNode(true);
    for (const child of [...copy.children]) if (child.localName === 'div') child.remove();
    return copy.outerHTML;
  };
  // Firefox gives a world apart no iterators.
  const marks = () => {
    let sum = 0;
    CSS.highlights.forEach((highlight, name) => {
      if (name.startsWith('vantage-')) sum += highlight.size;
    });
    return sum;
  };
  const text = () => document.body?.textContent ?? '';
  document.addEventListener(
    'DOMContentLoaded',
    () => {
      before = { markup: markup(), text: text() };
      new MutationObserver((records) => {
        for (const { addedNodes, removedNodes, target, type } of records) {
          for (const node of addedNodes) if (ours(node)) hosts.add(node);
          if (!ours(target) && (type !== 'childList' || ![...addedNodes, ...removedNodes].every(ours))) changes++;
        }
      }).observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
    },
    { once: true },
  );
  globalThis.vantageWatch = () =>
    before && {
      domUnchanged: changes === 0 && markup() === before.markup,
      textUnchanged: text() === before.text,
      marks: marks(),
    };
})();
