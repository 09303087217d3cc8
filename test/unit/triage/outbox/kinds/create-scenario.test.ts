// A scenario is recognised by the mark of its own write, since the service names no author.
import { describe, expect, it } from 'vitest';
import { createScenario } from '../../../../../src/triage/outbox/kinds/create-scenario.ts';
import { type Knowledge, recognise } from '../../../../../src/triage/outbox/recognise.ts';
import { creation, type Item, signal, usePlace } from './setup.ts';
import { writtenScenario } from './written-scenario.ts';

const place = usePlace();
const path = '/v1/agent-testing/scenarios';

const written = (name = 'T-1042 missed_handoff') => writtenScenario(place, name);

const knowing = (ids: readonly string[], more: Partial<Knowledge> = {}): Knowledge => ({
  baseline: new Set(ids),
  made: new Set(),
  me: null,
  isShared: false,
  otherAmbiguous: 0,
  ...more,
});

/** Alters the scenarios of every list. */
const listed =
  (change: (items: Item[]) => unknown) =>
  (body: Item): unknown => ({ ...body, data: change(body['data'] as Item[]) });

describe('after a lost answer', () => {
  it('it is found by its mark, whoever uses the key and whatever became of its name', async () => {
    const step = creation(createScenario, written());
    const { ids } = await step.find(place.api, undefined, signal);
    const sent = await step.send(place.api, signal);
    place.alter = listed((items) => items.map((one) => ({ ...one, name: 'Renamed' })));
    const found = recognise(await step.find(place.api, new Set(ids), signal), knowing(ids, { isShared: true }));
    expect(found).toMatchObject({ is: 'ours', outcome: { made: { id: sent.made?.id } } });
  });

  it('a colleague’s for the same flag is none of ours, and neither is one that was there', async () => {
    await place.api.scenarios.create(written('Before').scenario);
    const step = creation(createScenario, written());
    const { ids } = await step.find(place.api, undefined, signal);
    expect(ids).toHaveLength(1);
    await place.api.scenarios.create(written().scenario);
    const look = async () => recognise(await step.find(place.api, new Set(ids), signal), knowing(ids));
    expect(await look()).toEqual({ is: 'absent' });
    const { metadata: _metadata, ...bare } = written('T-1042 missed_handoff (2)').scenario;
    await place.ask('POST', path, { ...bare, metadata: { flag_id: 'flag-1' } });
    expect(await look()).toEqual({ is: 'absent' });
  });

  it('on a service that lists no metadata, what is new under its name is for a person to decide', async () => {
    const step = creation(createScenario, written());
    place.alter = listed((items) => items.map(({ metadata: _metadata, ...one }) => one));
    const { ids } = await step.find(place.api, undefined, signal);
    await step.send(place.api, signal);
    const seen = await step.find(place.api, new Set(ids), signal);
    expect(recognise(seen, knowing(ids, { me: 'me' }))).toEqual({ is: 'unclear' });
  });

  it('of two with its mark a person decides', async () => {
    const step = creation(createScenario, written());
    const { ids } = await step.find(place.api, undefined, signal);
    await step.send(place.api, signal);
    place.alter = listed((items) => items.flatMap((one) => [one, { ...one, id: `${one.id}-2` }]));
    expect(recognise(await step.find(place.api, new Set(ids), signal), knowing(ids))).toEqual({ is: 'unclear' });
  });

  it('a list that is cut before what was there, or has an unreadable item, does not tell that it is not there', async () => {
    await place.api.scenarios.create(written('Before').scenario);
    const step = creation(createScenario, written());
    const { ids } = await step.find(place.api, undefined, signal);
    const look = async () => recognise(await step.find(place.api, new Set(ids), signal), knowing(ids));
    const others = Array.from({ length: 100 }, (_, at) => ({ id: `other-${at}`, name: 'Other', metadata: {} }));
    place.alter = listed(() => others);
    expect(await look()).toEqual({ is: 'unclear' });
    place.alter = listed((items) => [...others.slice(1), ...items]);
    expect(await look()).toEqual({ is: 'absent' });
    place.alter = listed((items) => [{ name: 'no id' } as unknown as Item, ...items]);
    expect(await look()).toEqual({ is: 'unclear' });
  });
});
