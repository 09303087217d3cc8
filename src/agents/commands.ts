import attachNumbers from './commands/attach-numbers.ts';
import detachNumbers from './commands/detach-numbers.ts';
import { clearNumberSettings, setNumberSettings } from './commands/set-number-settings.ts';
import revealPersona from './commands/reveal-persona.ts';

/** By the name that follows `callTriage.`; they load together, when the first of them runs. */
export const commands = {
  attachNumbers,
  detachNumbers,
  setNumberSettings,
  clearNumberSettings,
  revealPersona,
};
