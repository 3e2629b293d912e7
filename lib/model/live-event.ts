/** Kinds of live events (`access`: who may what has changed, so every stream looks anew who listens); what is published under another name no browser would listen for. */
export const LIVE_EVENT_TYPES = ['run', 'provisioning', 'fields', 'client', 'scope', 'tenant', 'server', 'health', 'user', 'role', 'session', 'access'] as const;
export type LiveEventType = (typeof LIVE_EVENT_TYPES)[number];

/** First word on a stream: after which id it goes on, and whether nothing between that and what was asked for is missing. */
export const STREAM_READY = 'ready';
/** Comes while nothing else does, so that a dead connection is told from a quiet one. */
export const STREAM_BEAT = 'beat';
/** Between two beats, ms. */
export const STREAM_BEAT_MS = 15_000;
