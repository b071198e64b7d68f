import '../../utils/marks/highlights.css';
import { browser } from 'wxt/browser';
import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { looksLikeNews } from '../../utils/article/gate.ts';
import { type ReadArticle, readArticle } from '../../utils/article/read.ts';
import { say } from '../../utils/i18n.ts';
import { createMarks } from '../../utils/marks/marks.ts';
import { showNotice } from '../../utils/marks/notice.ts';
import type { Marks } from '../../utils/marks/types.ts';
import {
  askBackground,
  isOwn,
  onFollowed,
  type PageStatus,
  type PageTimes,
  parseToPage,
  type TabState,
  type ToPage,
} from '../../utils/messaging.ts';
import { isSiteOff, modeFor, readSettings, type Settings, watchSettings } from '../../utils/settings.ts';

/** A page is read again when its text has rested for so long, in milliseconds. */
const REST = 900;
/** A page that was no article when it was loaded is looked at again so often, as its text may come late. */
const LOOKS = 6;

/** The claim in view is told to a side panel so long after a scroll, in milliseconds. */
const SCROLL_REST = 150;

export default defineContentScript({
  matches: ['http://*/*', 'https://*/*'],
  runAt: 'document_idle',
  async main(ctx) {
    if (document.designMode === 'on' || !document.body || document.body.isContentEditable) return;
    const reader = new Reader(ctx, await readSettings());
    reader.start();
  },
});

/** One page's reading: looks, reads, asks, paints, and follows the page as it changes. */
class Reader {
  private url = location.href;
  private looks = 0;
  private reading: ReadArticle | null = null;
  private answer: TabState | null = null;
  private marks: Marks | null = null;
  private run = new AbortController();
  private wanted = false;
  private readonly times: Record<keyof PageTimes, number> = { gateMs: 0, readMs: 0, analyseMs: 0, paintMs: 0, longestTaskMs: 0 };
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ctx: ContentScriptContext,
    private settings: Settings,
  ) {}

  start(): void {
    browser.runtime.onMessage.addListener((message: unknown, sender) => {
      const asked = isOwn(sender) ? parseToPage(message) : null;
      if (asked?.type === 'times') return Promise.resolve(this.times);
      return asked ? this.obey(asked) : undefined;
    });
    onFollowed((tell) => this.tellInView(tell));
    const stop = watchSettings((settings) => this.follow(settings));
    this.ctx.onInvalidated(() => {
      stop();
      this.clear();
      observer.disconnect();
    });
    const observer = new MutationObserver(() => this.rest());
    observer.observe(document, { childList: true, subtree: true, characterData: true });
    this.ctx.addEventListener(window, 'wxt:locationchange', () => this.moved());
    this.ctx.addEventListener(window, 'pageshow', (event) => {
      if (event.persisted) void this.look();
    });
    void this.look();
  }

  private get status(): PageStatus {
    if (isSiteOff(this.settings, location.hostname)) return 'site-off';
    if (this.marks || this.answer) return 'marked';
    if (this.reading) return 'reading';
    return modeFor(this.settings, location.hostname) === 'click' && !this.wanted ? 'waiting' : 'not-news';
  }

  private async obey(asked: ToPage): Promise<PageStatus> {
    if (asked.type === 'read') {
      this.wanted = true;
      await this.read();
      if (!this.reading) return 'not-news';
    } else if (asked.type === 'who-says') await this.whoSays();
    else if (asked.type === 'go-to') this.marks?.scrollTo(asked.claim);
    else if (asked.type === 'light') this.marks?.light(asked.claim);
    else if (asked.type === 'step') asked.by > 0 ? this.marks?.next() : this.marks?.previous();
    return this.status;
  }

  /** Shows the claim that holds the selection, or says that none does. */
  private async whoSays(): Promise<void> {
    const selection = document.getSelection();
    const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : null;
    const off = isSiteOff(this.settings, location.hostname);
    if (!this.answer && !off) {
      this.wanted = true;
      await this.read();
    }
    const claim = range && (this.marks?.claimIn(range) ?? null);
    if (claim) this.marks?.show(claim);
    else showNotice(document, say, say(off ? 'state_site_off' : this.answer?.state === 'done' ? 'who_none' : 'who_no_article'));
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
    this.paint();
  }

  /** The page's address changed without loading: its text comes later. */
  private moved(): void {
    if (location.href.split('#')[0] === this.url.split('#')[0]) return;
    this.url = location.href;
    this.wanted = false;
    this.leave();
    this.looks = 0;
    this.rest();
  }

  private leave(): void {
    const known = this.answer !== null;
    this.clear();
    if (known) void askBackground({ type: 'left' }).catch(() => undefined);
  }

  private clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.run.abort();
    this.run = new AbortController();
    this.marks = null;
    this.reading = null;
    this.answer = null;
  }

  /** The page changed: looks again when it has come to rest. */
  private rest(): void {
    if (!this.reading && this.looks >= LOOKS) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.ctx.isInvalid) return;
      if (this.reading) void this.again();
      else void this.look();
    }, REST);
  }

  /** Decides cheaply whether to read; nothing else is loaded or sent before it says yes. */
  private async look(): Promise<void> {
    if (this.reading || isSiteOff(this.settings, location.hostname)) return;
    if (modeFor(this.settings, location.hostname) === 'click' && !this.wanted) return;
    this.looks++;
    if (this.wanted || this.timed('gateMs', () => looksLikeNews(document, location.href))) await this.read();
  }

  /** Does a piece of work on the page's thread, and notes how long it took. */
  private timed<T>(key: 'gateMs' | 'readMs' | 'paintMs', work: () => T): T {
    const start = performance.now();
    const result = work();
    this.times[key] = performance.now() - start;
    this.times.longestTaskMs = Math.max(this.times.longestTaskMs, this.times[key]);
    return result;
  }

  private readPage(): ReadArticle | null {
    return this.timed('readMs', () => readArticle(document, location.href));
  }

  private async ask(reading: ReadArticle): Promise<TabState | undefined> {
    const start = performance.now();
    const answer = await askBackground({ type: 'analyse', article: reading.article, url: location.href }).catch(() => undefined);
    this.times.analyseMs = performance.now() - start;
    return answer;
  }

  /** Reads the page and asks the background. */
  private async read(): Promise<void> {
    const reading = this.readPage();
    if (!reading || this.reading?.article.text === reading.article.text) return;
    this.reading = reading;
    const { signal } = this.run;
    const answer = await this.ask(reading);
    if (signal.aborted || !answer) return;
    this.answer = answer;
    this.paint();
  }

  /** The page's text may have changed: finds it again, and asks again if it is another. */
  private async again(): Promise<void> {
    if (!this.reading?.map.isStale() && this.marks) {
      const known = this.reading;
      const now = this.readPage();
      if (now && now.article.text !== known?.article.text) await this.readAnew(now);
      return;
    }
    const now = this.readPage();
    if (!now) return;
    if (now.article.text !== this.reading?.article.text) await this.readAnew(now);
    else {
      this.reading = now;
      if (this.answer?.state === 'done') this.marks?.setAnalysis(this.answer.analysis, now.map);
    }
  }

  private async readAnew(now: ReadArticle): Promise<void> {
    this.reading = now;
    const { signal } = this.run;
    const answer = await this.ask(now);
    if (signal.aborted || !answer) return;
    this.answer = answer;
    if (answer.state === 'done' && this.marks) this.marks.setAnalysis(answer.analysis, now.map);
    else this.paint();
  }

  /** Draws the marks as the settings say, or takes them away. */
  private paint(): void {
    if (this.answer?.state !== 'done' || !this.reading) {
      this.marks?.destroy();
      this.marks = null;
      return;
    }
    // Kept where nothing is painted too: the popup still leads to claims.
    const density = this.settings.marksOn ? this.settings.density : 'none';
    if (this.marks) {
      this.marks.update({ density });
      return;
    }
    this.timed('paintMs', () => this.draw(density));
  }

  private draw(density: Settings['density']): void {
    if (this.answer?.state !== 'done' || !this.reading) return;
    this.marks = createMarks({
      analysis: this.answer.analysis,
      map: this.reading.map,
      settings: { density },
      say,
      signal: this.run.signal,
      document,
    });
    this.marks.paint();
  }
}
