// Runs in the browser before anything else of ours. Zod tries whether it may evaluate code, and the policy
// (proxy.ts) rightly reports the try; told so, it does not. The place is zod's own, read when it loads, so that
// pages without a form need not load zod to say it.
(globalThis as { __zod_globalConfig?: { jitless: boolean } }).__zod_globalConfig = { jitless: true };
