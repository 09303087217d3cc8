import * as z from 'zod/mini';
import { agentEnvironmentSchema } from '../../api/bland/agents.ts';

const id = z.string().check(z.minLength(1));

/** Who answers a number: as the user knows it, so never the persona that carries an agent's numbers. */
export const numberOwnerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('persona'), id, name: z.string() }),
  /** `environment` is null where the service does not tell. */
  z.object({ type: z.literal('agent'), id, name: z.string(), environment: z.nullable(agentEnvironmentSchema) }),
  /** A pathway that stands on the number itself. */
  z.object({ type: z.literal('pathway'), id, name: z.string() }),
]);

export type NumberOwner = Readonly<z.output<typeof numberOwnerSchema>>;

/** Names an owner in what is stored. */
const ownerRefSchema = z.union([z.object({ personaId: id }), z.object({ agentId: id }), z.object({ pathwayId: id })]);

export type OwnerRef = Readonly<z.output<typeof ownerRefSchema>>;

/** By number, who it may be taken from, as a person has agreed. */
export const ownersSchema = z.record(z.string(), ownerRefSchema);
export type Owners = Readonly<Record<string, OwnerRef>>;

export function refOf({ type, id: own }: NumberOwner): OwnerRef {
  if (type === 'agent') return { agentId: own };
  return type === 'persona' ? { personaId: own } : { pathwayId: own };
}

/** False for a number that nobody answers, too. */
export function isOwner(owner: NumberOwner | null, ref: OwnerRef | undefined): boolean {
  if (owner === null || ref === undefined) return false;
  if ('agentId' in ref) return owner.type === 'agent' && owner.id === ref.agentId;
  if ('personaId' in ref) return owner.type === 'persona' && owner.id === ref.personaId;
  return owner.type === 'pathway' && owner.id === ref.pathwayId;
}
