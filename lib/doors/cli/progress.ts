import { setTimeout as delay } from 'node:timers/promises';
import type { Run } from '@/lib/model/run';
import type { Terminal } from './terminal';
import { cut } from './text';

const POLL_MS = 300;
const BAR = 24;

/**
 * Follows a run until it ends: a bar on a terminal, else one line for each step that ends.
 * @param read asks for the run.
 */
export async function followRun(read: () => Promise<Run>, terminal: Terminal, signal: AbortSignal): Promise<Run> {
  const told = new Set<string>();
  for (;;) {
    const run = await read();
    if (terminal.sayIsTerminal) terminal.redraw(cut(barLine(run), terminal.width - 1));
    else tell(run, told, terminal);
    if (ENDED.includes(run.status)) {
      if (terminal.sayIsTerminal) terminal.redraw('');
      return run;
    }
    await delay(POLL_MS, undefined, { signal });
  }
}

const ENDED: readonly Run['status'][] = ['succeeded', 'failed', 'cancelled'];

/** `tenant.provision acme [████████░░░░] 5/8 migrate 3.2 s`. */
export function barLine(run: Run, now = Date.now()): string {
  const { done, failed, total } = run.progress;
  const full = total === 0 ? 0 : Math.round((BAR * done) / total);
  const step = run.steps.find((candidate) => candidate.status === 'running' || candidate.status === 'failed') ?? run.steps.find((candidate) => candidate.status === 'pending');
  return [title(run), `[${'█'.repeat(full)}${'░'.repeat(BAR - full)}]`, `${done}/${total}`, failed > 0 && `${failed} failed`, run.status === 'running' ? step?.name : run.status, seconds(elapsedMs(run, now))].filter(Boolean).join(' ');
}

const title = (run: Run): string => [run.kind, run.tenant].filter(Boolean).join(' ');
const elapsedMs = (run: Run, now: number): number => (run.finishedAt ? Date.parse(run.finishedAt) : now) - Date.parse(run.startedAt ?? run.createdAt);
const seconds = (ms: number): string => `${(Math.max(0, ms) / 1000).toFixed(1)} s`;

function tell(run: Run, told: Set<string>, terminal: Terminal): void {
  run.steps.forEach((step, index) => {
    const key = `${step.name} ${step.status} ${step.attempts}`;
    if (step.status === 'pending' || step.status === 'running' || told.has(key)) return;
    told.add(key);
    terminal.say([`${index + 1}/${run.steps.length}`, step.name, step.status, step.durationMs !== null && `${Math.round(step.durationMs)} ms`, step.error?.code].filter(Boolean).join(' '));
  });
}

/** How it ended, in a line. */
export function endOf(run: Run): string {
  const { done, total } = run.progress;
  return `${title(run)}: ${run.status}, ${done} of ${total} steps, ${seconds(elapsedMs(run, Date.now()))}`;
}
