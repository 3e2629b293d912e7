export { CACHE_LIMITS } from './limits';
export { MemoryCache, type MemoryCacheOptions } from './memory-cache';
export type * from './port';
