// `npm run screenshots [-- NAME… --theme THEME… --language LANGUAGE…]`: pictures of the real editor, of each scene in dark, light and
// both high contrasts, in English and German, into test/results/screenshots/; `readme` and `film` are the pictures in the README, `guide`
// those in the guide, `icon` is the extension's. The editor's own strings stay English.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { startService } from '../e2e/service.ts';
import type { Theme } from '../e2e/themes.ts';
import { Workbench } from '../e2e/workbench.ts';
import { results, root } from '../support/paths.mjs';
import { takeFilm } from './film.ts';
import { drawIcon } from './icon.ts';
import { languages } from '../support/translations.mjs';
import { takeReadmePicture } from './readme.ts';
import { scenes } from './scenes.ts';
import type { Scene } from './stage.ts';

const folder = path.join(results, 'screenshots');
const several = { type: 'string', multiple: true } as const;
const { positionals, values } = parseArgs({ allowPositionals: true, options: { theme: several, language: several } });
const all: readonly Theme[] = ['dark', 'light', 'high contrast', 'high contrast light'];
const themes = all.filter((theme) => values.theme?.includes(theme) ?? true);
/** English first, whose pictures have no language in their names. */
const spoken = ['en', ...(await languages())].filter((language) => values.language?.includes(language) ?? true);

/** What is taken of a scene. */
interface Pictures {
  readonly language: string;
  readonly themes: readonly Theme[];
  readonly fileFor: (theme: Theme) => string;
}

/** Takes the pictures of a scene, each scene in an editor and with a service of its own. */
async function take(
  { open = ({ env }) => ({ env }), arrange, show }: Scene,
  { language, themes, fileFor }: Pictures,
): Promise<void> {
  const service = await startService();
  const workbench = await Workbench.open({ ...open(service), ...(language === 'en' ? {} : { language }) });
  const stage = { workbench, service };
  try {
    await workbench.openContainer('Call Triage');
    await arrange?.(stage);
    for (const theme of themes) {
      await workbench.changeTheme(theme);
      await show?.(stage);
      const file = fileFor(theme);
      await workbench.page.screenshot({ path: file, animations: 'disabled' });
      console.log(path.relative(process.cwd(), file));
      // The next change of the theme needs the place of what was shown; a composer would be closed.
      if (show !== undefined) await workbench.quickInput.cancel();
    }
  } finally {
    await workbench.close();
    await service.close();
  }
}

/** Takes the wanted pictures of a scene; a language that fails does not keep the others from being taken. */
async function takeInAll(name: string, scene: Scene): Promise<void> {
  const failures: string[] = [];
  for (const language of spoken) {
    const fileFor = (theme: Theme): string => {
      const parts = [name, theme.replaceAll(' ', '-'), ...(language === 'en' ? [] : [language])];
      return path.join(folder, `${parts.join('-')}.png`);
    };
    await take(scene, { language, themes, fileFor }).catch((error: unknown) => {
      failures.push(`${language}: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

/** The scenes whose pictures the guide shows. */
const inGuide = ['review', 'node-flags', 'issue-page-scenarios', 'insights'];

async function takeForGuide(): Promise<void> {
  for (const name of inGuide) {
    const scene = scenes[name];
    if (scene === undefined) throw new Error(`There is no scene ${name}.`);
    const fileFor = (): string => path.join(root, 'docs', 'pictures', `${name}.png`);
    await take(scene, { language: 'en', themes: ['dark'], fileFor });
  }
}

const takers: Readonly<Record<string, () => Promise<void>>> = {
  icon: async () => console.log(await drawIcon()),
  readme: async () => console.log(await takeReadmePicture()),
  guide: takeForGuide,
  film: async () => console.log(await takeFilm()),
  ...Object.fromEntries(Object.entries(scenes).map(([name, scene]) => [name, () => takeInAll(name, scene)])),
};

await mkdir(folder, { recursive: true });
const wanted = positionals.length > 0 ? positionals : Object.keys(takers);
for (const name of wanted) {
  const taker = takers[name];
  if (taker === undefined) {
    console.error(`There is no scene ${name}; there are ${Object.keys(takers).join(', ')}.`);
    process.exitCode = 1;
    continue;
  }
  try {
    await taker();
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
process.exit();
