// Runs as the first content script in the extension's own world, in a copy of the extension that only the sweep loads: tells what the extension's scripts change on the page, whatever
// the page's own scripts change beside them. Every function and setter of the DOM that may change a node is wrapped, as this world sees it (the page's world has its own): what an observer
// has noted before the call is the page's, what it has noted right after it is the extension's.
(() => {
  const OBSERVED = { attributes: true, characterData: true, childList: true, subtree: true };
  // These change no node, and are called by the thousand.
  const READS =
    /^(?:get|has|query|contains$|closest$|matches$|compare|checkVisibility$|is|lookup|addEventListener$|removeEventListener$|dispatchEvent$|createRange$|createTreeWalker$|createNodeIterator$|caret|elementFromPoint|elementsFromPoint|item$|key|values$|entries$|forEach$|toString$|constructor$|showPopover$|hidePopover$|focus$|blur$|scroll|cloneContents$|cloneRange$|intersectsNode$|selectNode|setStart|setEnd|collapse|detach$|animate$)/;
  const own = { changes: 0, texts: 0, first: null };
  const observer = new MutationObserver(() => undefined);
  // A host of the extension's stands beside the body, in nothing else's way; what is in its shadow root is not observed.
  const hosts = new WeakSet();
  const isHost = (node) => hosts.has(node) || (node.localName === 'div' && node.childNodes.length === 0);
  let depth = 0;
  const note = (name) => {
    for (const { type, target, addedNodes, removedNodes } of observer.takeRecords()) {
      const nodes = [...addedNodes, ...removedNodes];
      if (type === 'childList' && target === document.documentElement && nodes.length > 0 && nodes.every(isHost)) {
        for (const node of nodes) hosts.add(node);
        continue;
      }
      if (hosts.has(target)) continue;
      own.changes++;
      if (type !== 'attributes') own.texts++;
      own.first ??= `${name}: ${type} of ${target.nodeName}`;
    }
  };
  const wrap = (work, name) =>
    function (...given) {
      if (depth > 0) return Reflect.apply(work, this, given);
      const root = this instanceof Node ? this.getRootNode() : null;
      // The page's own shadow roots are looked into when they are touched.
      if (root instanceof ShadowRoot && root.host.isConnected && !hosts.has(root.host)) observer.observe(root, OBSERVED);
      observer.takeRecords();
      depth++;
      try {
        return Reflect.apply(work, this, given);
      } finally {
        depth--;
        note(name);
      }
    };
  const kinds = Object.getOwnPropertyNames(globalThis).filter((name) =>
    /^(?:HTML.*|SVG.*|Node|Element|CharacterData|Text|Attr|Document|DocumentFragment|ShadowRoot|Range|Selection|DOMTokenList|NamedNodeMap|DOMStringMap|CSSStyleDeclaration|XMLDocument)$/.test(
      name,
    ),
  );
  for (const kind of kinds) {
    const { prototype } = globalThis[kind] ?? {};
    if (!prototype) continue;
    for (const [name, described] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (!described.configurable || READS.test(name)) continue;
      if (typeof described.value === 'function')
        Object.defineProperty(prototype, name, { ...described, value: wrap(described.value, `${kind}.${name}`) });
      else if (described.set) Object.defineProperty(prototype, name, { ...described, set: wrap(described.set, `${kind}.${name}`) });
    }
  }
  observer.observe(document, OBSERVED);
  // Whether a change of its own is seen at all, and one of the page's is not taken for it.
  const trial = () => {
    const before = { ...own };
    document.documentElement.setAttribute('data-sweep-trial', '');
    const seen = own.changes - before.changes;
    document.documentElement.removeAttribute('data-sweep-trial');
    const works = seen === 1 && own.changes - before.changes === 2;
    Object.assign(own, before);
    return works;
  };
  chrome.runtime.onMessage.addListener((message, _sender, answer) => {
    if (message?.type !== 'sweep-origin') return;
    let marks = 0;
    CSS.highlights.forEach((highlight, name) => {
      if (name.startsWith('vantage-')) marks += highlight.size;
    });
    answer({ works: trial(), ...own, marks });
  });
})();
