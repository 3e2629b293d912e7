import { Client } from 'pg';
import { createApiToken } from '@/lib/auth/tokens';
import { restCaller } from '@/lib/doors/testing/rest-fixture';
import { fieldsRunKind } from '@/lib/fields/apply/run-kind';
import { RunEngine } from '@/lib/runs';
import { interleave } from './interleave';
import { report } from './report';
import { usersFixture } from './users-fixture';

const BARE = 'bare, ALTER TABLE … ADD COLUMN';
const ENDED = ['succeeded', 'failed', 'cancelled'];

/** A plain field through the REST door, planned, applied and waited for, beside the bare statement. The worker is in the same process. */
export async function run(): Promise<void> {
  const fixture = await usersFixture();
  const { runtime, server } = fixture;
  const engine = new RunEngine({ records: runtime.records, kinds: [fieldsRunKind(runtime)], log: runtime.log });
  const client = new Client({ connectionString: server.dsn('tenants') });
  try {
    const { slug, schema } = await fixture.add('fields', 'schema');
    await client.connect();
    engine.start();
    const call = restCaller(runtime, (await createApiToken(runtime.records, { name: 'bench', role: 'owner', tenants: [], createdBy: 'bench', expiresAt: null })).secret);
    let number = 0;
    const plan = async () => (await call('POST', `/tenants/${slug}/fields/plan`, { changes: [{ op: 'add', name: `field_${(number += 1)}`, type: 'text' }] })).json;
    const add = async () => {
      const { planId, hash } = await plan();
      const { json } = await call('POST', `/tenants/${slug}/fields/apply`, { planId, hash });
      await ended(String(json['runId']));
    };
    const ended = (runId: string) =>
      new Promise<void>((resolve, reject) => {
        const look = async () => {
          const status = (await runtime.records.runs.get(runId))?.status ?? 'failed';
          if (!ENDED.includes(status)) return;
          stop();
          if (status === 'succeeded') resolve();
          else reject(new Error(`a run ${status}`));
        };
        const stop = runtime.records.events.onPublish((event) => (event === undefined || ENDED.includes(String(event.data['status'])) ? void look().catch(reject) : undefined));
        void look().catch(reject);
      });
    const measured = await interleave(
      [
        { name: BARE, run: () => client.query(`ALTER TABLE "${schema}".app_user ADD COLUMN bare_${(number += 1)} text`) },
        { name: 'REST: plan', run: plan },
        { name: 'REST: plan, apply, done', run: add, goal: 5 },
      ],
      { rounds: 40, perRound: 1, warmUp: 5 },
    );
    await report('fields-rest', measured, { users: 0 });
  } finally {
    await engine.stop();
    await client.end();
    await fixture.dispose();
  }
}
