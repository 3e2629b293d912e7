import type { Field, FieldDrift } from '@/lib/model/field';

/** A tenant's fields as the screen reads them, with how the table stands to them. */
export interface FieldListData {
  items: Field[];
  columns: { used: number; dropped: number; max: number };
  drift: FieldDrift[];
  unseen: string | null;
  changeable: boolean;
}
