import { fc, test } from '@fast-check/vitest';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Run } from '@/lib/model/run';
import { allOperations } from '@/lib/operations/registry';
import type { Command } from './command';
import { commandsOf } from './commands-of';
import { CommandFailed, failureText } from './failure';
import { barLine, followRun } from './progress';
import { render } from './render';
import { table } from './table';
import type { Terminal } from './terminal';
import { cut, pad, printable, wrap } from './text';

const commands = commandsOf(allOperations());
const named = (name: string): Command => commands.find((command) => command.name === name) ?? expect.fail(name);

/** A terminal that keeps what it was told. */
function terminalOf(options: Partial<Terminal> = {}): Terminal & { said: string[]; printed: string[] } {
  const said: string[] = [];
  const printed: string[] = [];
  const plain = (text: string) => text;
  return { out: (text) => void printed.push(text), say: (text) => void said.push(text), redraw: (text) => void said.push(text), outIsTerminal: false, sayIsTerminal: false, width: 80, bold: plain, dim: plain, said, printed, ...options };
}

const tenants = {
  items: [
    { slug: 'acme', name: '株式会社 アクメ', status: 'ACTIVE', database: { status: 'READY', serverName: 'embedded', isolation: 'schema' }, createdAt: '2026-01-02T03:04:05.678Z' },
    { slug: 'b', name: '\u001b[31mred\u001b[0m\nx', status: 'SUSPENDED', database: null, createdAt: '2026-01-02T03:04:05.678Z' },
  ],
  nextCursor: 'next',
  total: 9,
};

describe('a list', () => {
  it('is one line for each item, its columns aligned also below wide characters', () => {
    const terminal = terminalOf();
    const lines = render(named('tenants.list'), tenants, false, terminal).split('\n');
    expect(lines).toHaveLength(3);
    const columns = lines.map((line) => stringWidth(line.slice(0, line.search(/STATUS|ACTIVE|SUSPENDED/))));
    expect(new Set(columns).size).toBe(1);
    expect(terminal.said.join()).toContain("--cursor 'next'");
  });
  it('gives a pipe every value whole, one item a line, and no escape', () => {
    const text = render(named('tenants.list'), tenants, false, terminalOf({ width: 20 }));
    expect(text).toContain('2026-01-02T03:04:05.678Z');
    expect(text).not.toContain('…');
    expect(text).not.toContain('\u001b');
  });
  it('keeps to the width of a terminal', () => {
    for (const width of [40, 60, 80]) {
      const text = render(named('tenants.list'), tenants, false, terminalOf({ outIsTerminal: true, width }));
      expect(Math.max(...text.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(Math.max(width, 54));
    }
  });
  it('has a column for each of a tenant’s own fields', () => {
    const users = { items: [{ email: 'a@b.c', name: null, status: 'active', customFields: { department: 'IT' }, createdAt: 'x', id: '1' }], nextCursor: null, warnings: ['not_indexed'] };
    const terminal = terminalOf();
    expect(render(named('users.list'), users, false, terminal)).toBe('EMAIL  NAME  STATUS  DEPARTMENT  CREATED_AT  ID\na@b.c  -     active  IT          x           1');
    expect(terminal.said.join()).toContain('without an index');
  });
  it('is the very answer with --json', () => {
    expect(JSON.parse(render(named('tenants.list'), tenants, true, terminalOf()))).toEqual(tenants);
  });
});

describe('an answer', () => {
  it('of a new token is the token alone', () => expect(render(named('tokens.create'), { id: '1', token: 'tnt_x' }, false, terminalOf())).toBe('tnt_x'));
  it('that is empty says that it is done', () => expect(render(named('tokens.revoke'), {}, false, terminalOf())).toBe('Done.'));
  it('with lists shows each as a table', () => {
    const text = render(named('runs.get'), run('succeeded'), false, terminalOf());
    expect(text).toContain('progress.done    1\n');
    expect(text).toMatch(/steps\nNAME +STATUS +ATTEMPTS +DURATION_MS +CODE\nmigrate +done/);
  });
});

describe('a refusal', () => {
  it('names code, title, detail, each wrong flag and what to do', () => {
    const problem = { type: 'x', title: 'Some values need a change', status: 422, code: 'validation_failed', detail: 'Each one is named.', errors: [{ path: 'database.serverId', message: 'Too long' }] } as const;
    expect(failureText(new CommandFailed({ ...problem, errors: [...problem.errors] }), named('tenants.create'))).toBe(
      'Some values need a change (validation_failed)\n  Each one is named.\n  --database.server-id: Too long\n  Each flag is explained by: npm run -s cli -- tenants create --help',
    );
  });
});

function run(status: Run['status'], done = 1): Run {
  const step = { attempts: 1, startedAt: null, finishedAt: null, durationMs: 12, error: null };
  const steps = ['migrate', 'seed'].map((name, index) => ({ ...step, name, status: index < done ? ('done' as const) : ('pending' as const) }));
  const times = { createdAt: '2026-01-01T00:00:00.000Z', startedAt: '2026-01-01T00:00:00.000Z', finishedAt: '2026-01-01T00:00:03.200Z' };
  return { id: '1', kind: 'tenant.provision', status, tenant: 'acme', progress: { done, failed: 0, total: 2 }, steps, attempts: 1, nextAttemptAt: null, error: null, ...times };
}

describe('progress', () => {
  it('is a bar with count, step and time', () => {
    expect(barLine(run('running'))).toBe(`tenant.provision acme [${'█'.repeat(12)}${'░'.repeat(12)}] 1/2 seed 3.2 s`);
  });
  it('is a line for each step that ended where nobody watches', async () => {
    const terminal = terminalOf();
    const answers = [run('running', 0), run('running', 1), run('running', 1), run('succeeded', 2)];
    await followRun(() => Promise.resolve(answers.shift() ?? expect.fail('asked too often')), terminal, new AbortController().signal);
    expect(terminal.said).toEqual(['1/2 migrate done 12 ms', '2/2 seed done 12 ms']);
  });
  it('redraws one line on a terminal, and leaves none', async () => {
    const terminal = terminalOf({ sayIsTerminal: true, width: 30 });
    await followRun(() => Promise.resolve(run('succeeded', 2)), terminal, new AbortController().signal);
    expect(stringWidth(terminal.said[0] ?? '')).toBeLessThan(30);
    expect(terminal.said.at(-1)).toBe('');
  });
  it('stops when told to', async () => {
    await expect(followRun(() => Promise.resolve(run('running')), terminalOf(), AbortSignal.abort())).rejects.toThrow();
  });
});

describe('text', () => {
  test.prop([fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 2, max: 30 })])('is cut and filled to a width', (raw, width) => {
    const text = printable(raw);
    expect(stringWidth(cut(text, width))).toBeLessThanOrEqual(width);
    expect(stringWidth(pad(cut(text, width), width))).toBe(width);
     
    expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });
  test.prop([fc.array(fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 })])('makes a table of as many lines as rows', (rows) => {
    expect(table(['a', 'b', 'c'], rows.map((row) => row.map(printable)), terminalOf({ outIsTerminal: true, width: 50 })).split('\n')).toHaveLength(rows.length + 1);
  });
  it('is wrapped between words', () => expect(wrap('one two three', 8)).toEqual(['one two', 'three']));
});
