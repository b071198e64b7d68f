/** What names, classes and words say of a part of a page. Data only; nothing here can run in more than linear time. */

const tokens = (words: string): Set<string> => new Set(words.trim().split(/\s+/));

/** Elements whose text is never part of an article. */
export const SKIPPED =
  tokens(`SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED SVG svg MATH CANVAS VIDEO AUDIO PICTURE MAP BUTTON SELECT OPTION TEXTAREA INPUT LABEL FIELDSET NAV
  FIGCAPTION DIALOG MENU HEAD TITLE LINK META`);

/** Elements that surround an article as a rule; some pages have all of it in one form. */
const AROUND_TAGS = tokens('FORM ASIDE FOOTER');

/** Elements that begin and end a paragraph. */
export const BLOCKS = tokens(
  `ADDRESS ARTICLE BLOCKQUOTE BODY CENTER DD DETAILS DIV DL DT FIGURE H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL`,
);

export const HEADINGS = tokens('H1 H2 H3 H4 H5 H6');

const SKIPPED_ROLES = tokens(
  'navigation complementary banner contentinfo search dialog alertdialog menu menubar toolbar tablist form button tooltip',
);

/** Parts of class names and ids of what surrounds an article. Compared with whole words of the name, split at - _ and capitals. */
const AROUND =
  tokens(`comment comments disqus related relateds recommended recommendation recommendations recirc newsletter newsletters signup subscribe subscription paywall share sharing shares sharebar social socials
  sidebar breadcrumb breadcrumbs byline bylines caption captions credit credits cookie cookies consent gdpr advert advertisement advertising ad ads adslot promo promos promotion sponsored sponsor taboola outbrain
  popular trending mostread toolbar pagination pager author authors bio timestamp dateline published meta metadata tags taglist topics topic keywords print sr visually hidden screenreader skip footnote footer nav navigation menu masthead
  widget teaser teasers readmore seealso respond reply replies login register modal popup overlay banner copyright disclaimer rating ratings feedback correction attribution attributions agency attachment attachments tweet tweets embed embeds oembed video player gallery slideshow carousel lightbox audio podcast infobox toc`);
/** Words that, beside one of those, say that it is the article all the same. */
const ARTICLE = tokens('body content article story text main entry post paragraph paragraphs page copy');

const wordsOf = (name: string): string[] =>
  name
    .slice(0, 300)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);

/** Whether an element's tag, role, class or id says that it only surrounds the article. */
export function surrounds(element: Element): boolean {
  if (AROUND_TAGS.has(element.localName.toUpperCase())) return true;
  const role = element.getAttribute('role');
  if (role && SKIPPED_ROLES.has(role)) return true;
  const name = `${element.getAttribute('class') ?? ''} ${element.id || ''}`;
  if (name.length < 2) return false;
  for (const part of name.split(/\s+/)) {
    // Utility classes ("prose-video:mt-2") style, and say nothing.
    if (/[:[\]]/.test(part)) continue;
    const words = wordsOf(part.slice(part.lastIndexOf('__') > 0 ? part.lastIndexOf('__') : 0)).filter(Boolean);
    if (words.some((word) => AROUND.has(word)) && (AROUND.has(words.at(-1)!) || !words.some((word) => ARTICLE.has(word)))) return true;
    if (
      /(?:relatedart|related-|read-?more|more-?coverage|after-?content|twitter-tweet|instagram-media|newsletter|comments?-(?:area|list|section)|share-?(?:bar|tools|buttons)|most-?read|visually-?hidden|screen-?reader)/i.test(
        part,
      )
    )
      return true;
  }
  return false;
}

/** Whether what surrounds is of a kind that may be longer than the article: what readers say, other articles, the law. */
export const mayOutgrow = (element: Element): boolean =>
  /comment|disqus|respond|repl(?:y|ies)|related|recommend|recirc|popular|trending|cookie|consent|gdpr|footer|sidebar|nav/i.test(
    // A column named after the article and the sidebar beside it holds both.
    `${element.tagName} ${element.getAttribute('class') ?? ''} ${element.id}`.replace(
      /\b(?:main|content)(?:-(?:main|content|with)){0,3}-sidebar\b/gi,
      '',
    ),
  );

/** Whether what surrounds is by its name a small thing set into the text; a page that forgets to close it has the rest of the article in it. */
export const isInset = (element: Element): boolean =>
  /embed|video|player|audio|\bads?\b|advert|gallery|slideshow|carousel|caption|widget/i.test(
    `${element.getAttribute('class') ?? ''} ${element.id}`,
  );

/** Names for the paragraph that sums an article up, in some of the languages of the press. */
const STANDFIRST =
  /(?:standfirst|(?:^|[^a-z])(?:dek|deck|lede|lead|intro|sapo|ingress|strap|summary|abstract|excerpt|sub)(?:$|[^a-z])|sub-?(?:head|title|line|deck)|intro-?text|lead-?text|first-?paragraph|article-?(?:intro|lead|summary|teaser|description|deck|dek|excerpt)|teaser|chapeau|vorspann|preamble|bajada|entradilla|copete|catenaccio|sommario|strapline|tagline)/i;

/** Whether an element, or one of the two around it, is named as the article's standfirst. */
export function isStandfirst(element: Element): boolean {
  let at: Element | null = element;
  for (let level = 0; at && level < 3; level++, at = at.parentElement) {
    if (/^(?:description|alternativeHeadline)$/.test(at.getAttribute('itemprop') ?? '')) return true;
    const name = `${at.getAttribute('class') ?? ''} ${at.id}`.slice(0, 300).replace(/([a-z])([A-Z])/g, '$1-$2');
    if (STANDFIRST.test(name)) return true;
  }
  return false;
}

/** A paragraph that belongs to the page and not to the article, by how it begins. */
export const FURNITURE =
  /^(?:advertisement|ad|story continues(?: below)?|continue reading|article continues|read (?:more|also|next|the full)|also read|see also|related(?: (?:articles?|stories|content|news|topics|coverage))?|more (?:from|on|stories)|recommended|other (?:[\p{L}\p{N}]+ ){0,3}(?:stories|headlines)|you (?:may|might) (?:also )?like|don[’']t miss|most (?:read|popular|viewed)|trending|sign up|subscribe|newsletter|get (?:our|the latest|breaking)|follow (?:us|the)|join (?:us|our)|share (?:this|on|article|via)?|click here|tap here|watch(?: (?:more|now|live|the video|below))?|listen|image source|photo(?:graph)?s?|picture|image|video|file photo|credit|copyright|©|all rights reserved|published|updated|last (?:updated|modified)|by [\p{Lu}][\p{L}.’'-]+(?: [\p{Lu}][\p{L}.’'-]+){1,3}$|written by|reporting by|editing by|leave a (?:reply|comment)|your email address|post a comment|comments?|tags?|topics?|filed under|download (?:the|our)|support (?:our|us)|donate|print|email|facebook|twitter|whatsapp|linkedin|copy link|save|skip to)(?![\p{L}])/iu;
/** Longer than this, in code units, even such a beginning is text: "Follow the money, she said ...". */
export const LONGEST_FURNITURE = 160;

/** A last paragraph that speaks of the text, the paper or the reader, and no longer of the matter. */
export const SMALL_PRINT =
  /^(?:[*–—-]{1,40} ?)?(?:more information:|journal reference|provided by |citation:|disclaimer|editor[’']?s[’']? note|this (?:article|story|post|report) (?:was |is |has been )?(?:originally |first |also |last )?(?:published|appeared|updated|edited|produced|adapted)|(?:first|originally) published|follow .{2,60} (?:on|at) |(?:with |– |additional )?(?:additional )?(?:reporting|files|research) (?:by|from) |all the latest |stay (?:informed|tuned|up) |our website is |about the |do you have |have (?:a|you got a) (?:story|tip)|what do you think|let us know|tagged in|reviews have been edited|stats courtesy|get in touch|share your stor(?:y|ies)|fill (?:out|in) (?:the|this) form|© |copyright |why this |lesen sie auch|dieses thema im programm|cek berita|baca juga|lire aussi|leia (?:também|mais)|lee también|leggi anche|les også|läs (?:även|också))|^.{3,90} contributed to (?:this|the) (?:report|story|article)\b|\bdoi: ?10\.|\(\d{4}\)\. doi|all rights reserved|^(?:contact|email|reach) .{0,120}@|^(?:this article is exclusive|unlock this article|already (?:have an account|a (?:subscriber|member))|subscribe (?:now )?(?:to|for)|to (?:read|continue)|log in)|版权|未经授权|【.{0,12}キャンペーン】|有料会員|無断転載/i;
/** The law, wherever it stands. */
export const DISCLAIMER = /^disclaimer\s?[:–—-]/i;
/** Longest small print, in code units. */
export const LONGEST_SMALL_PRINT = 600;

/** After such a line readers speak, not the article. */
export const COMMENTS =
  /^(?:leave a (?:reply|comment)|post a comment|(?:\d+ )?comments?(?: \(\d+\))?|join the (?:conversation|discussion)|your email address will not be published.*)$/iu;

/** After such a line nothing more of the article comes, unless most of the text does. */
export const END =
  /^(?:related(?: (?:articles?|stories|posts|content|news|topics|coverage|reading))?:?|more (?:from|on) .{0,60}|more (?:stories|news|articles):?|read next:?|recommended(?: (?:for you|stories|articles|reading))?:?|you (?:may|might) (?:also )?(?:like|be interested in):?|most (?:read|popular|viewed):?|trending(?: now)?:?|latest (?:news|stories):?|about the (?:author|writer):?|share this(?: article| story)?:?|sign up (?:for|to) .{0,80}|our standards: .{0,60})$/iu;
