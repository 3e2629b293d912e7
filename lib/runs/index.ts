export { backoffMs, classifyError, type Backoff } from './classify-error';
export { defineRunKind, type RunKind, type RunStepContext, type RunStepDefinition } from './define-run-kind';
export { RunEngine, type RunEngineOptions } from './run-engine';
