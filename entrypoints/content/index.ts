import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { looksLikeNews } from '../../utils/article/gate.ts';
import type { ReadArticle } from '../../utils/article/read.ts';
import { say } from '../../utils/i18n.ts';
import { removeRemains } from '../../utils/marks/overlay.ts';
import type { Marks } from '../../utils/marks/types.ts';
import {
  askBackground,
  askFor,
  isOwn,
  onFollowed,
  type PageStatus,
  type PageTimes,
  parseToPage,
  type TabState,
  type ToPage,
} from '../../utils/messaging.ts';
import { isSiteOff, modeFor, readSettings, type Settings, watchSettings } from '../../utils/settings.ts';
import { pause } from '../../utils/slices.ts';
import { Life } from './life.ts';
import { bringRooms, type Rooms, TRIES, wait } from './rooms.ts';

/** A page is read again when its text has rested for so long, in milliseconds; each reading in vain doubles it, as tickers and clocks never rest. */
const REST = { least: 900, most: 15_000 };
/** A page that never rests is read all the same after so many times as long. */
const RESTLESS = 3;
/** Text in a piece of the page that makes it worth reading again when it comes or goes, in code units. */
const LEAST_TEXT = 40;
/** Where the browser does not tell of a new address, it is looked at so often, in milliseconds. */
const ADDRESS_LOOK = 1_000;
/** A page that was no article when it was loaded is looked at again so often, as its text may come late. */
const LOOKS = 6;

/** The claim in view is told to a side panel so long after a scroll, in milliseconds. */
const SCROLL_REST = 150;

/** So long a busy page is waited for, in milliseconds. */
const LONGEST_UNSETTLED = 300;

export default defineContentScript({
  matches: ['http://*/*', 'https://*/*'],
  runAt: 'document_idle',
  async main() {
    const life = new Life();
    // A page that is fetched ahead of the click is no tab yet: what it said would be taken for the tab that the reader sees.
    if ((document as { prerendering?: boolean }).prerendering)
      await new Promise((done) => document.addEventListener('prerenderingchange', done, { once: true }));
    if (document.designMode === 'on' || !(document.body instanceof HTMLElement) || document.body.isContentEditable) return;
    const reader = new Reader(life, await readSettings());
    if (life.isOver) return;
    removeRemains(document);
    reader.start();
  },
});

const OBSERVED: MutationObserverInit = {
  childList: true,
  subtree: true,
  characterData: true,
  // What unfolds a text without putting it there.
  attributes: true,
  attributeFilter: ['hidden', 'open', 'class', 'aria-hidden', 'aria-expanded'],
};

const withoutHash = (url: string): string => url.split('#')[0]!;
/** When the page has been laid out and drawn, as a rule: whether words are shown is then known, and need not be reckoned on its thread for us. */
const settled = (): Promise<void> =>
  new Promise((done) =>
    'requestIdleCallback' in window ? requestIdleCallback(() => done(), { timeout: LONGEST_UNSETTLED }) : setTimeout(done),
  );

/** When the page had been parsed, on the clock of `performance.now`. */
const parsedAt = (): number => {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return navigation?.domContentLoadedEventEnd ?? 0;
};

/** One page's reading: looks, reads, asks, paints, and follows the page as it changes. */
class Reader {
  /** The address that the page had when it was last looked at. */
  private url = location.href;
  private looks = 0;
  private reading: ReadArticle | null = null;
  /** Where the text of the reading stands. */
  private roots: ReadonlySet<Node> = new Set();
  private answer: TabState | null = null;
  private observer: MutationObserver | null = null;
  private marks: Marks | null = null;
  private run = new AbortController();
  private wanted = false;
  private bringing: Promise<Rooms | null> | null = null;
  private rooms: Rooms | null = null;
  /** Whether the rooms were asked for in vain, last. */
  private isBarred = false;
  private isStyled = false;
  /** About to read. */
  private due = false;
  private readonly times: Record<keyof PageTimes, number> = {
    gateMs: 0,
    readMs: 0,
    analyseMs: 0,
    paintMs: 0,
    drawnMs: 0,
    shownMs: 0,
    longestTaskMs: 0,
  };
  /** When the text was found that is being asked about, and the drawing that is under way. */
  private found = 0;
  private drawing: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private rests = REST.least;
  private restlessSince: number | null = null;
  /** The root element that the listeners below were set under: `document.open` takes it away, and them with it. */
  private root: Element | null = null;
  private listening = new AbortController();

  constructor(
    private readonly life: Life,
    private settings: Settings,
  ) {}

  start(): void {
    browser.runtime.onMessage.addListener((message: unknown, sender) => {
      const asked = isOwn(sender) && !this.life.signal.aborted ? parseToPage(message) : null;
      if (asked?.type === 'times') return this.whenDrawn();
      return asked ? this.obey(asked) : undefined;
    });
    onFollowed((tell) => this.tellInView(tell));
    const stop = watchSettings((settings) => this.follow(settings));
    this.observer = new MutationObserver((records) => {
      if (this.root !== document.documentElement) this.replaced();
      if (records.some((record) => this.concerns(record))) this.rest();
    });
    this.observer.observe(document, OBSERVED);
    this.life.signal.addEventListener('abort', () => {
      this.clear();
      this.observer?.disconnect();
      this.listening.abort();
      // With the extension its storage has gone too.
      try {
        stop();
      } catch {}
    });
    this.listen();
    void this.look();
  }

  private listen(): void {
    this.listening.abort();
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.root = document.documentElement;
    addEventListener(
      'pageshow',
      ({ persisted }) => {
        // Out of the browser's cache, where the tab was another page's for a while.
        if (persisted) void (this.reading ? this.readAnew(this.reading) : this.look());
      },
      { signal },
    );
    const { navigation } = window as { navigation?: EventTarget };
    if (navigation) navigation.addEventListener('currententrychange', () => this.moved(), { signal });
    else {
      const timer = setInterval(() => this.moved(), ADDRESS_LOOK);
      signal.addEventListener('abort', () => clearInterval(timer));
    }
  }

  /** The page has written itself anew, in place of all that was there. */
  private replaced(): void {
    this.listen();
    this.leave();
    this.looks = 0;
  }

  /** Whether a change of the page may be one of the article's text. */
  private concerns({ target, type, addedNodes, removedNodes }: MutationRecord): boolean {
    if (!this.reading) return type !== 'attributes';
    for (let node: Node | null = target; node; node = node.parentNode) if (this.roots.has(node)) return true;
    if (type === 'attributes')
      return [...this.roots].some((root) => target.contains(root)) && target !== document.body && target !== this.root;
    const isText = (node: Node): boolean =>
      !/^(?:script|style|iframe)$/i.test(node.nodeName) && (node.textContent?.length ?? 0) >= LEAST_TEXT;
    return [...addedNodes, ...removedNodes].some(isText);
  }

  private get status(): PageStatus {
    if (isSiteOff(this.settings, location.hostname)) return 'site-off';
    if (this.marks || this.answer) return 'marked';
    if (this.reading || this.due) return 'reading';
    return modeFor(this.settings, location.hostname) === 'click' && !this.wanted ? 'waiting' : 'not-news';
  }

  /** Null, as if nobody were here, where the page may not be read: what asks then has the reader's leave to let us in anew. */
  private async obey(asked: ToPage): Promise<PageStatus | null> {
    if (asked.type === 'read') {
      this.wanted = true;
      // The reader may have given leave just now.
      if (!this.rooms) await this.bring(true);
      await this.read(true);
      if (!this.reading && !this.isBarred) return 'not-news';
    } else if (asked.type === 'who-says') await this.whoSays();
    else if (asked.type === 'go-to') this.marks?.scrollTo(asked.claim);
    else if (asked.type === 'light') this.marks?.light(asked.claim);
    else if (asked.type === 'step') asked.by > 0 ? this.marks?.next() : this.marks?.previous();
    return this.isBarred ? null : this.status;
  }

  /** The rooms that read and mark, brought when they are first needed; null where they cannot be. Asked for `anew`, it does not wait for what was asked before. */
  private async bring(anew = false): Promise<Rooms | null> {
    if (anew) this.bringing = null;
    this.bringing ??= bringRooms(
      () => askFor('rooms'),
      () => this.life.isOver,
    );
    const { bringing } = this;
    const rooms = await bringing;
    this.rooms ??= rooms;
    this.isBarred = this.rooms === null;
    if (this.isBarred && this.bringing === bringing) this.bringing = null;
    return this.rooms;
  }

  private async bringStyles(): Promise<void> {
    if (this.isStyled) return;
    this.isStyled = true;
    // Asked for again with the next reading.
    if ((await askFor('styles').catch(() => undefined)) !== true) this.isStyled = false;
  }

  /** Shows the claim that holds the selection, or says that none does. */
  private async whoSays(): Promise<void> {
    const selection = document.getSelection();
    const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : null;
    const off = isSiteOff(this.settings, location.hostname);
    if (!this.rooms) await this.bring(true);
    if (!this.answer && !off) {
      this.wanted = true;
      await this.read();
    }
    const claim = range && (this.marks?.claimIn(range) ?? null);
    if (claim) this.marks?.show(claim);
    else this.rooms?.showNotice(document, say, say(off ? 'state_site_off' : this.answer?.state === 'done' ? 'who_none' : 'who_no_article'));
  }

  /** Tells a side panel which claim the reader has before them, until it is closed. */
  private tellInView(tell: (claim: string | null) => void): () => void {
    let last: string | null | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      timer = undefined;
      const now = this.marks?.claimInView() ?? null;
      if (now !== last) tell(now);
      last = now;
    };
    const later = (): void => {
      timer ??= setTimeout(look, SCROLL_REST);
    };
    document.addEventListener('scroll', later, { capture: true, passive: true });
    later();
    return () => {
      clearTimeout(timer);
      document.removeEventListener('scroll', later, { capture: true });
    };
  }

  /** The reader changed the settings. */
  private follow(settings: Settings): void {
    this.settings = settings;
    if (isSiteOff(settings, location.hostname)) {
      this.leave();
      return;
    }
    if (!this.answer) {
      void this.look();
      return;
    }
    void this.paint();
  }

  /** The page's address changed without loading: its text may change too, and comes later. */
  private moved(): void {
    if (withoutHash(location.href) === withoutHash(this.url) || this.life.isOver) return;
    this.wanted = false;
    this.looks = 0;
    this.rests = REST.least;
    this.rest();
  }

  private leave(): void {
    const known = this.reading !== null;
    this.clear();
    if (known && !this.life.isOver) void askBackground({ type: 'left' }).catch(() => undefined);
  }

  private clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.restlessSince = null;
    this.life.watch(false);
    this.run.abort();
    this.run = new AbortController();
    this.marks = null;
    this.take(null);
    this.due = false;
    this.answer = null;
  }

  private take(reading: ReadArticle | null): void {
    this.reading = reading;
    this.roots = new Set(reading?.map.roots);
    // What is in a shadow root is not below the document.
    for (const shade of new Set(reading?.map.roots.map((root) => root.getRootNode())))
      if (shade instanceof ShadowRoot) this.observer?.observe(shade, OBSERVED);
  }

  /** The page changed: looks again when it has come to rest, or will not. */
  private rest(): void {
    if (!this.reading && this.looks >= LOOKS) return;
    const now = performance.now();
    this.restlessSince ??= now;
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => {
        this.restlessSince = null;
        if (this.life.isOver) return;
        void (this.reading ? this.again() : this.look());
      },
      Math.max(0, Math.min(this.rests, this.restlessSince + this.rests * RESTLESS - now)),
    );
  }

  private get isWanted(): boolean {
    if (isSiteOff(this.settings, location.hostname)) return false;
    if (this.wanted) return true;
    return (
      modeFor(this.settings, location.hostname) === 'automatic' &&
      this.timed('gateMs', () => looksLikeNews(document, location.href)) === true
    );
  }

  /** Decides cheaply whether to read; nothing else is loaded or sent before it says yes. */
  private async look(): Promise<void> {
    if (this.reading) return;
    this.url = location.href;
    if (isSiteOff(this.settings, location.hostname)) return;
    if (modeFor(this.settings, location.hostname) === 'click' && !this.wanted) return;
    this.looks++;
    if (!this.isWanted || this.due) return;
    this.due = true;
    const { signal } = this.run;
    const [rooms] = await Promise.all([this.bring(), settled()]);
    if (signal.aborted || this.life.isOver) return;
    if (rooms) await this.read();
    else this.due = false;
  }

  /** Notes how long a piece of work on the page's thread took. */
  private worked(ms: number): void {
    this.times.longestTaskMs = Math.max(this.times.longestTaskMs, ms);
  }

  /** Does a piece of work on the page's thread, and notes how long it took. Null where the page is so made that it cannot be done: forms can hide an element's own properties. */
  private timed<T>(key: 'gateMs' | 'paintMs', work: () => T): T | null {
    const start = performance.now();
    try {
      return work();
    } catch {
      return null;
    } finally {
      this.times[key] = performance.now() - start;
      this.worked(this.times[key]);
    }
  }

  private async readPage(): Promise<ReadArticle | null> {
    const rooms = await this.bring();
    this.times.readMs = 0;
    const reading = await rooms
      ?.readArticleInSlices(document, location.href, (ms) => {
        this.times.readMs += ms;
        this.worked(ms);
      })
      .catch(() => null);
    this.found = performance.now();
    return reading ?? null;
  }

  private async whenDrawn(): Promise<PageTimes> {
    await this.drawing;
    return this.times;
  }

  /** Asks the background, again where it was stopped in the middle; undefined where it gives no answer. */
  private async ask(reading: ReadArticle, signal: AbortSignal): Promise<TabState | undefined> {
    const start = performance.now();
    // While the page waits anyway, as a new style sheet has styles reckoned anew.
    void this.bringStyles();
    for (const delay of TRIES) {
      if (delay > 0) await wait(delay);
      if (signal.aborted || this.life.isOver) break;
      const answer = await askBackground({ type: 'analyse', article: reading.article, url: location.href }).catch(() => undefined);
      this.times.analyseMs = performance.now() - start;
      if (answer) return answer;
    }
    return undefined;
  }

  /** Reads the page and asks the background; also where it was asked the same before, if the reader wants it. */
  private async read(again = false): Promise<void> {
    const { signal } = this.run;
    const reading = await this.readPage();
    if (signal.aborted || this.life.isOver) return;
    this.due = false;
    if (reading && (again || this.reading?.article.text !== reading.article.text)) await this.readAnew(reading);
  }

  /** The page's text or address may have changed: finds it again, and asks again if it is another. */
  private async again(): Promise<void> {
    const known = this.reading!;
    const isMoved = withoutHash(location.href) !== withoutHash(this.url);
    this.url = location.href;
    const { signal } = this.run;
    const now = isMoved && !this.isWanted ? null : await this.readPage();
    if (signal.aborted || this.life.isOver || this.reading !== known) return;
    if (!now) {
      if (isMoved || known.map.isStale()) this.leave();
      return;
    }
    if (isMoved || now.article.text !== known.article.text) {
      this.rests = REST.least;
      await this.readAnew(now);
    } else if (known.map.isStale()) {
      // The same words in other nodes: a page that drew itself anew.
      this.rests = REST.least;
      this.take(now);
      const { answer } = this;
      if (answer?.state === 'done') await this.drawn(() => this.marks?.setAnalysis(answer.analysis, now.map));
    } else this.rests = Math.min(this.rests * 2, REST.most);
  }

  private async readAnew(now: ReadArticle): Promise<void> {
    this.take(now);
    this.times.paintMs = 0;
    const { signal } = this.run;
    const answer = await this.ask(now, signal);
    if (signal.aborted) return;
    if (!answer) {
      this.leave();
      return;
    }
    // A later reading is under way, and will have its own answer.
    if (this.reading !== now) return;
    this.answer = answer;
    if (answer.state === 'done' && this.marks) await this.drawn(() => this.marks?.setAnalysis(answer.analysis, now.map));
    else await this.paint();
  }

  /** Draws the marks as the settings say, or takes them away. */
  private async paint(): Promise<void> {
    if (this.answer?.state !== 'done' || !this.reading) {
      this.marks?.destroy();
      this.marks = null;
      return;
    }
    // Kept where nothing is painted too: the popup still leads to claims.
    const density = this.settings.marksOn ? this.settings.density : 'none';
    const { marks } = this;
    if (marks) await this.drawn(() => marks.update({ density }));
    else if (this.timed('paintMs', () => this.createMarks(density)) === null) this.clear();
    else await this.drawn(() => this.marks?.paint());
  }

  private createMarks(density: Settings['density']): boolean {
    if (this.answer?.state !== 'done' || !this.reading || !this.rooms) return false;
    this.marks = this.rooms.createMarks({
      analysis: this.answer.analysis,
      map: this.reading.map,
      settings: { density },
      say,
      signal: this.run.signal,
      document,
      worked: (ms) => {
        if (this.drawing) this.times.paintMs += ms;
        this.worked(ms);
      },
    });
    this.life.watch(true);
    return true;
  }

  /** Draws in slices, and notes how long it was since the text was found; a page so made that it cannot be drawn on is left alone. */
  private async drawn(draw: () => Promise<void> | undefined): Promise<void> {
    const { signal } = this.run;
    const drawing = (async () => {
      // What led here has taken its time.
      await pause();
      if (!signal.aborted) await draw();
    })().catch(() => {
      if (!signal.aborted) this.clear();
    });
    this.drawing = drawing;
    await drawing;
    if (this.drawing !== drawing) return;
    this.drawing = null;
    const now = performance.now();
    this.times.drawnMs = now - this.found;
    this.times.shownMs ||= now - parsedAt();
  }
}
