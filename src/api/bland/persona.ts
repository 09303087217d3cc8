import * as z from 'zod/mini';
import * as read from './lenient.ts';

/** Where calls to one number begin, when that differs from its persona. Restricted keys do not see it. */
const settingsSchema = read.orNull(
  z.object({ pathway_id: read.text, pathway_version: read.numberOrText, start_node_id: read.text }),
);

/** A number that a persona answers. */
export const personaNumberSchema = z.object({
  /** E.164. */
  phone_number: read.required,
  label: read.text,
  persona_settings: settingsSchema,
});

export type PersonaNumber = z.output<typeof personaNumberSchema>;

/** A version as far as it tells which one it is; prompts and tools are not read. */
const versionSchema = read.orNull(
  z.object({ id: read.text, version_number: read.numberOrText, updated_at: read.time, promoted_at: read.time }),
);

export const personaSchema = z.object({
  id: read.required,
  name: read.textOrEmpty,
  role: read.text,
  description: read.text,
  tags: read.listOf(z.string(), read.mostPaged),
  created_at: read.time,
  updated_at: read.time,
  /** Missing in some answers: then there are none. */
  inbound_numbers: read.listOf(personaNumberSchema),
  current_production_version: versionSchema,
  current_draft_version: versionSchema,
});

export type Persona = z.output<typeof personaSchema>;

/** Update Number Settings, body. All three name one place in one pathway, so all three are sent. */
export const numberSettingsSchema = z.strictObject({
  pathway_id: z.string().check(z.minLength(1)),
  pathway_version: z.int().check(z.nonnegative()),
  start_node_id: z.string().check(z.minLength(1)),
});

export type NumberSettings = Readonly<z.output<typeof numberSettingsSchema>>;
