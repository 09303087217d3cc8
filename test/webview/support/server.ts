import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ThemeName, themeNames, themes } from '../themes.ts';
import type { Bundle } from './bundle.ts';
import { editorCss, type HtmlOptions, pageHtml } from './html.ts';

/** A page as one test wants it. */
interface ServedPage extends Pick<HtmlOptions, 'name' | 'panel' | 'l10n' | 'script'> {
  readonly theme?: ThemeName;
}

/** Serves the built files, and pages made of them, on a port of 127.0.0.1. */
export interface PagesServer {
  /** The address of an empty page. */
  readonly blank: string;
  /** Adds a page. @returns its address */
  add(page: ServedPage): string;
  /** Whether there is something at this address. */
  serves(address: string): boolean;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };

const blank = '/blank';

interface Answer {
  readonly type: string;
  readonly body: string | Buffer;
}

/** @param bundle contents are base64 */
export async function startPagesServer(bundle: Bundle): Promise<PagesServer> {
  const answers = new Map<string, Answer>([[blank, { type: 'text/html', body: '' }]]);
  for (const [name, body] of Object.entries(bundle)) {
    const type = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    answers.set(`/${name}`, { type, body: Buffer.from(body, 'base64') });
  }
  for (const theme of themeNames)
    answers.set(stylesOf(theme), { type: 'text/css', body: editorCss(themes[theme].variables) });
  const server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    response.statusCode = answer === undefined ? 404 : 200;
    // As an editor does, the browser may keep what it has compiled.
    response.setHeader('cache-control', 'max-age=3600');
    response.setHeader('content-type', `${answer?.type ?? 'text/plain'}; charset=utf-8`);
    response.end(answer?.body);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let pages = 0;
  return {
    blank: `${origin}${blank}`,
    add({ theme = 'Dark Modern', ...page }) {
      pages += 1;
      const { bodyClass, kind } = themes[theme];
      const body = pageHtml({ ...page, bodyClass, kind, origin, styles: stylesOf(theme) });
      const path = `/page/${pages}`;
      answers.set(path, { type: 'text/html', body });
      return `${origin}${path}`;
    },
    serves: (address) => address.startsWith(`${origin}/`) && answers.has(address.slice(origin.length)),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const stylesOf = (theme: ThemeName): string => `/editor/${encodeURIComponent(theme)}.css`;
