// Each form held against what its target publishes on npm, apart from the rules that stand in `case-formats.test.ts`. No target
// publishes a schema that runs; three publish types. On 30 November 2026 two have neither in a package of a fitting size:
// openai/evals is Python, and the `openai` package knows the hosted evals alone, whose rows are others; promptfoo's schema is not
// in its package, whose types come with some ninety dependencies. See `promptfoo-templates.test.ts` for its template engine.
import type { DatasetEvent } from '@braintrust/core';
import type { CreateDatasetItemRequest } from '@langfuse/core';
import type { ExampleCreate } from 'langsmith/schemas';
import { expectTypeOf, it } from 'vitest';
import type { CaseValue } from '../../../../src/triage/cases/case-formats.ts';

// Proved by the type checker: `npm test -- --only types`.

type KeysOf<T> = T extends unknown ? keyof T : never;
/** Keys that a target would drop or refuse. */
type UnknownKeys<Row, Target> = Exclude<KeysOf<Row>, KeysOf<Target>>;

it('LangSmith takes the rows as examples to create', () => {
  type Row = CaseValue<'langsmith'>;
  expectTypeOf<Row>().toExtend<ExampleCreate>();
  expectTypeOf<UnknownKeys<Row, ExampleCreate>>().toBeNever();
  expectTypeOf<Omit<Row, 'inputs'>>().not.toExtend<ExampleCreate>();
  expectTypeOf<Omit<Row, 'split'> & { readonly split: number }>().not.toExtend<ExampleCreate>();
  expectTypeOf<UnknownKeys<Row & { readonly expected: string }, ExampleCreate>>().toEqualTypeOf<'expected'>();
});

it('Langfuse takes the rows as requests to create items', () => {
  type Row = CaseValue<'langfuse'>;
  expectTypeOf<Row>().toExtend<CreateDatasetItemRequest>();
  expectTypeOf<UnknownKeys<Row, CreateDatasetItemRequest>>().toBeNever();
  expectTypeOf<Omit<Row, 'datasetName'>>().not.toExtend<CreateDatasetItemRequest>();
  expectTypeOf<Omit<Row, 'id'> & { readonly id: number }>().not.toExtend<CreateDatasetItemRequest>();
  expectTypeOf<
    UnknownKeys<Row & { readonly expected: string }, CreateDatasetItemRequest>
  >().toEqualTypeOf<'expected'>();
});

it('Braintrust takes the rows as events of a dataset, whose ID the upload adds', () => {
  type Row = CaseValue<'braintrust'> & Pick<DatasetEvent, 'dataset_id'>;
  expectTypeOf<Row>().toExtend<DatasetEvent>();
  expectTypeOf<UnknownKeys<Row, DatasetEvent>>().toBeNever();
  expectTypeOf<Omit<Row, 'id'>>().not.toExtend<DatasetEvent>();
  expectTypeOf<Omit<Row, 'tags'> & { readonly tags: string }>().not.toExtend<DatasetEvent>();
  expectTypeOf<UnknownKeys<Row & { readonly outputs: string }, DatasetEvent>>().toEqualTypeOf<'outputs'>();
});
