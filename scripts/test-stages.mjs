import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build-if-needed.mjs';

/** Counts over all stages; the last line it prints is what the whole run comes to. */
export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;
  #began = Date.now();

  add({ passed = 0, failed = 0, skipped = 0 }) {
    this.passed += passed;
    this.failed += failed;
    this.skipped += skipped;
  }

  finish() {
    console.log(`\nall stages took ${Math.round((Date.now() - this.#began) / 1000)} s`);
    console.log(`${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`);
    process.exit(this.failed === 0 ? 0 : 1);
  }
}

function announce(name) {
  console.log(`\n── ${name}`);
  return Date.now();
}

function node(args, env) {
  return spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status ?? 1;
}

/** One command that passes or fails as a whole. */
export function commandStage(tally, name, args, env) {
  const began = announce(name);
  const status = node(args, env);
  tally.add(status === 0 ? { passed: 1 } : { failed: 1 });
  console.log(`${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - began) / 1000)} s`);
}

/** Runs with a file for the machine-readable report; one that is missing or empty counts as a failure. */
function withReport(tally, name, run, read) {
  const began = announce(name);
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-test-'));
  const file = join(directory, 'report.json');
  const status = run(file);
  let counts = null;
  try {
    counts = read(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    console.log(`${name}: no report (${error.message})`);
  }
  rmSync(directory, { recursive: true, force: true });
  // A status that is not 0 with no failed test is a failure outside the tests, and must not pass.
  const result = counts && counts.passed > 0 ? counts : { failed: 1 };
  if (status !== 0 && !result.failed) result.failed = 1;
  tally.add(result);
  console.log(`${name}: ${result.passed ?? 0} passed, ${result.failed ?? 0} failed, ${result.skipped ?? 0} skipped in ${Math.round((Date.now() - began) / 1000)} s`);
}

export function vitestStage(tally, project, env) {
  withReport(
    tally,
    project,
    (file) => node(['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], env),
    (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests + report.numFailedTestSuites * (report.numFailedTests === 0 ? 1 : 0), skipped: report.numPendingTests + report.numTodoTests }),
  );
}

/** Builds first: the stories are told by a real build. */
export function playwrightStage(tally, env, missingBrowser) {
  if (missingBrowser) {
    announce('end to end');
    console.log(`NOT RUN: ${missingBrowser}`);
    tally.add({ failed: 1 });
    return;
  }
  announce('build');
  if (build() !== 0) {
    console.log('build: FAILED; the end-to-end tests were not run');
    tally.add({ failed: 1 });
    return;
  }
  tally.add({ passed: 1 });
  withReport(
    tally,
    'end to end',
    (file) => node(['node_modules/@playwright/test/cli.js', 'test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'], { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file }),
    ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }),
  );
}
