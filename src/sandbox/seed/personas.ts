import type { Persona, Phone } from '../state/schema.ts';
import { seedId } from './id.ts';

interface PersonaSeed {
  readonly name: string;
  readonly role: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly versions: readonly [production: number, draft: number];
  readonly daysAgo: number;
  /** A number with a pathway has settings of its own. */
  readonly phones: readonly (readonly [number: string, label: string | null, pathway?: string])[];
}

const personaSeeds: readonly PersonaSeed[] = [
  {
    name: 'Ivy',
    role: 'Front desk',
    description: 'Answers for Brightwater Dental: moves appointments, takes call-back numbers.',
    tags: ['dental', 'front desk'],
    versions: [3, 4],
    daysAgo: 90,
    phones: [['+12065550117', 'Brightwater front desk']],
  },
  {
    name: 'Marlow',
    role: 'Billing',
    description: 'Larkspur billing: charges, refunds, transfers to a person.',
    tags: ['billing'],
    versions: [6, 8],
    daysAgo: 140,
    phones: [
      ['+14155550100', 'Billing line'],
      ['+14155550102', 'Billing overflow', 'larkspur-overflow'],
    ],
  },
  {
    name: 'Parcel Desk',
    role: null,
    description: null,
    tags: [],
    versions: [1, 2],
    daysAgo: 30,
    phones: [['+13125550104', null]],
  },
  {
    name: 'Castellan Concierge',
    role: 'Reservations',
    description: 'Rooms, dates, and what has to be written down for them.',
    tags: ['hotel', 'whatsapp'],
    versions: [2, 3],
    daysAgo: 60,
    phones: [['+15045550135', 'Castellan, voice and SMS']],
  },
  {
    name: 'Night Shift',
    role: 'After hours',
    description: 'Takes a message when nobody is there. Answers no number yet.',
    tags: [],
    versions: [1, 2],
    daysAgo: 4,
    phones: [],
  },
];

/** Numbers that no persona answers. */
const freePhones: readonly (readonly [number: string, label: string | null])[] = [
  ['+14155550103', 'Spare line'],
  ['+19175550126', 'QuickCart refunds'],
  ['+16175550122', null],
  ['+442079460958', 'London desk'],
];
const dedicatedPhone = '+442079460958';

/** A number that a pathway answers by itself. */
const pathwayPhone = { number: '+12125550141', label: 'Refund line', pathway: 'quickcart-orders' };

const day = 86_400_000;
const idOf = (name: string): string => seedId(`persona ${name}`);

/** Returns the id of the persona that answers a number; null when none does. */
export function personaOf(number: string): string | null {
  const found = personaSeeds.find(({ phones }) => phones.some(([phone]) => phone === number));
  return found === undefined ? null : idOf(found.name);
}

/**
 * Builds the sample personas and the account's numbers but those of agents.
 *
 * @param base time of seeding, in milliseconds
 * @param withPersonas without them, nobody answers their numbers
 */
export function buildPersonas(base: number, withPersonas: boolean) {
  const at = (daysAgo: number): string => new Date(base - daysAgo * day).toISOString();
  const personas = (withPersonas ? personaSeeds : []).map((seed): Persona => {
    const created = at(seed.daysAgo);
    const updated = at(seed.daysAgo / 10);
    const version = (type: 'production' | 'draft', number: number) => ({
      id: seedId(`persona ${seed.name} ${type}`),
      persona_id: idOf(seed.name),
      version_type: type,
      version_number: number,
      orchestration_prompt: null,
      personality_prompt: `You are ${seed.name}.`,
      pathway_conditions: null,
      kb_ids: [],
      call_config: null,
      default_tools: [],
      promoted_from_version_id: null,
      promoted_at: type === 'production' ? updated : null,
      promoted_by: null,
      created_at: created,
      updated_at: updated,
    });
    const { name, role, description, tags, versions } = seed;
    return {
      id: idOf(name),
      name,
      role,
      description,
      tags: [...tags],
      production: version('production', versions[0]),
      draft: version('draft', versions[1]),
      created_at: created,
      updated_at: updated,
    };
  });
  const routed = personaSeeds.flatMap(({ name, phones }) =>
    phones.map(([number, label, pathway]) => ({ number, label, pathway, persona: idOf(name) })),
  );
  const free = [...freePhones, [pathwayPhone.number, pathwayPhone.label] as const].map(([number, label]) => {
    return { number, label, pathway: undefined, persona: null };
  });
  const phones = [...routed, ...free].map(({ number, label, pathway, persona }, index): Omit<Phone, 'id'> => ({
    phone_number: number,
    label,
    persona_id: withPersonas ? persona : null,
    persona_settings:
      pathway === undefined || !withPersonas
        ? null
        : { pathway_id: seedId(`pathway ${pathway}`), pathway_version: 2, start_node_id: 'after-hours' },
    pathway_id: number === pathwayPhone.number ? seedId(`pathway ${pathwayPhone.pathway}`) : null,
    agent_env_type: null,
    dedicated: number === dedicatedPhone,
    created_at: at(200 - index),
    updated_at: at(20),
  }));
  return { personas, phones };
}
