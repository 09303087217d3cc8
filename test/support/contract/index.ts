/** The service's documentation as far as this project uses it, written down from there and not from the code. */
import { agentOperations } from './agents.ts';
import { flagOperations, relationOperations, resourceOperations } from './evidence.ts';
import { issueOperations } from './issues.ts';
import type { Operation } from './operation.ts';
import { personaOperations } from './personas.ts';
import { readOperations } from './reads.ts';
import { alertOperations, talkOperations } from './talk.ts';
import { testingOperations } from './testing.ts';

export { fill, nowhere, type Operation, type Refused } from './operation.ts';

/** Every operation of the triage pages. */
const triageOperations = {
  ...issueOperations,
  ...resourceOperations,
  ...flagOperations,
  ...relationOperations,
  ...talkOperations,
  ...alertOperations,
};

export type TriageOperation = keyof typeof triageOperations;
export type AgentOperation = keyof typeof agentOperations;
export type TestingOperation = keyof typeof testingOperations;
const otherOperations = { ...readOperations, ...personaOperations, ...agentOperations, ...testingOperations };

export type OperationName = TriageOperation | keyof typeof otherOperations;

/** The triage operations by name. */
export const triageRows: readonly (readonly [TriageOperation, Operation])[] = Object.entries(
  triageOperations,
) as (readonly [TriageOperation, Operation])[];

/** The operations of agents by name. */
export const agentRows: readonly (readonly [AgentOperation, Operation])[] = Object.entries(
  agentOperations,
) as (readonly [AgentOperation, Operation])[];

/** The operations of scenarios and their runs by name. */
export const testingRows: readonly (readonly [TestingOperation, Operation])[] = Object.entries(
  testingOperations,
) as (readonly [TestingOperation, Operation])[];

/** All operations by name. */
export const operationRows: readonly (readonly [OperationName, Operation])[] = [
  ...triageRows,
  ...(Object.entries(otherOperations) as (readonly [OperationName, Operation])[]),
];
