// The colour themes views are looked at in, and the class by which the workbench tells that it wears one.

/** A kind of colour theme. */
export type Theme = 'dark' | 'light' | 'high contrast' | 'high contrast light';

export const themes: Readonly<Record<Theme, { label: string; marker: string }>> = {
  dark: { label: 'Dark Modern', marker: 'vs-dark' },
  light: { label: 'Light Modern', marker: 'vs' },
  'high contrast': { label: 'Dark High Contrast', marker: 'hc-black' },
  'high contrast light': { label: 'Light High Contrast', marker: 'hc-light' },
};
