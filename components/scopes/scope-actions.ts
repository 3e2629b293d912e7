import type { z } from 'zod';
import type { Action } from '@/components/form/action';
import type { createScopeInputSchema, Scope, scopeRefSchema, updateScopeInputSchema } from '@/lib/model/scope';

/** What a page hands the screen of scopes to write with. */
export interface ScopeActions {
  get: Action<z.input<typeof scopeRefSchema>, Scope>;
  create: Action<z.input<typeof createScopeInputSchema>, Scope>;
  update: Action<z.input<typeof updateScopeInputSchema>, Scope>;
  remove: Action<z.input<typeof scopeRefSchema>, unknown>;
}
