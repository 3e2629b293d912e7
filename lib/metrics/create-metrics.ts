import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { Door } from '@/lib/model/audit';
import { fleetMetrics, type FleetSources } from './fleet-metrics';
import { processMetrics, type ProcessSources } from './process-metrics';

/** What an operation came to: `ok`, or the code of its error. */
export interface OperationOutcome {
  operation: string;
  door: Door;
  outcome: string;
}

/** The numbers of this process, and in the web server those of the whole console (docs/metrics.md). */
export interface Metrics {
  readonly contentType: string;
  operation(about: OperationOutcome, seconds: number): void;
  /** Prometheus' text format, with what is counted elsewhere read now. Never throws because a database is away. */
  text(): Promise<string>;
}

export interface MetricsOptions extends ProcessSources {
  /** Absent: this process tells only of itself. */
  fleet?: FleetSources;
}

/** Seconds. Reads take milliseconds; a connection test may take its whole deadline. */
const DURATION_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * Made once per runtime, with a registry of its own: nothing is registered twice, however often a build
 * loads this module. No label names a tenant: there may be tens of thousands, and their names are not everybody's.
 */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  const operations = new Counter({ name: 'tenantry_operations_total', help: 'Operations that ended, by outcome (ok, or the error code).', labelNames: ['operation', 'door', 'outcome'], registers: [registry] });
  const durations = new Histogram({ name: 'tenantry_operation_duration_seconds', help: 'Time of operations, from authorisation to the audited outcome.', labelNames: ['operation', 'door'], buckets: DURATION_BUCKETS, registers: [registry] });
  const refreshProcess = processMetrics(registry, options);
  const refreshFleet = options.fleet ? fleetMetrics(registry, options.fleet) : null;
  let defaults = false;
  return {
    contentType: registry.contentType,
    operation({ operation, door, outcome }, seconds) {
      operations.inc({ operation, door, outcome });
      durations.observe({ operation, door }, seconds);
    },
    async text() {
      // They watch the event loop and the collector of garbage from here on: a process that nobody asks pays nothing.
      if (!defaults) collectDefaultMetrics({ register: registry });
      defaults = true;
      await Promise.all([refreshProcess(), refreshFleet?.()]);
      return registry.metrics();
    },
  };
}
