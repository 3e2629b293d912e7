import { z } from 'zod';
import { LIST_NAMES } from './lists';

/** Bounds: what a row of links and a menu can show, and what one person may leave in the records. */
export const VIEWS_PER_LIST_MAX = 30;
export const VIEWS_PER_OWNER_MAX = 500;
const NAME_MAX = 60;
const ADDRESS_MAX = 4_000;

const nameSchema = z.string().trim().min(1, 'required').max(NAME_MAX).describe('Name of the view');

/** The state of a list under a name: search, filters, order and columns, as its address says them. */
export const savedViewSchema = z.object({
  id: z.string(),
  list: z.enum(LIST_NAMES),
  name: z.string(),
  /** Query string without `?`; without the page. */
  address: z.string(),
  /** The list opens with it. */
  isDefault: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

/** Which list; `tenant` is the slug where each tenant has its own. */
const listShape = {
  list: z.enum(LIST_NAMES).describe('Which list'),
  tenant: z.string().max(63).describe('Slug of the tenant, for a list that each tenant has of its own').optional(),
};
export const listViewsInputSchema = z.object(listShape);
export const saveViewInputSchema = z.object({ ...listShape, name: nameSchema, address: z.string().max(ADDRESS_MAX).describe('State of the list, as its address says it after the question mark') });
export const renameViewInputSchema = z.object({ id: z.string().max(64), name: nameSchema });
export const setDefaultViewInputSchema = z.object({ id: z.string().max(64), isDefault: z.boolean().describe('The list opens with it') });
export const viewIdInputSchema = z.object({ id: z.string().max(64) });
