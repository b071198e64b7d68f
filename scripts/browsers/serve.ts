import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Served {
  readonly port: number;
  /** Every address asked for, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A page with headers of its own. */
export interface ServedPage {
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Serves pages by their address without scheme ("tidings.example/wells"), under any host name; what is not there is 404. `headers` go with every page. Understands what a proxy is asked too.
 */
export async function serve(
  pages: ReadonlyMap<string, string | Buffer | ServedPage>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const asked = /^http:\/\//.test(request.url ?? '')
      ? request.url!.slice('http://'.length)
      : `${request.headers.host?.split(':')[0]}${request.url}`;
    const address = asked.replace(/^([^/:]+):\d+/, '$1').split('?')[0]!;
    requests.push(address);
    const page = pages.get(address);
    if (page === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('not here\n');
      return;
    }
    const own = typeof page === 'string' || Buffer.isBuffer(page) ? { body: page, headers: {} } : page;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers, ...own.headers });
    response.end(own.body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A plain text as an article page: its first line the headline, its paragraphs as they stand. */
export function textPage(text: string): string {
  const [first = '', ...rest] = text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="og:type" content="article">
<title>${escapeHtml(first.slice(0, 200))}</title>
<style>
body { margin: 0 auto; padding: 2rem 1rem; max-width: 38rem; font: 18px/1.6 Georgia, serif; color: #222; background: #fff; }
h1 { font-size: 1.8rem; line-height: 1.2; }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #181a1d; } }
</style>
</head>
<body>
<article>
<h1>${escapeHtml(first)}</h1>
${rest.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n')}
</article>
</body>
</html>
`;
}
