import { z } from 'zod';
import type { FieldType } from './field-type';

/** RFC 9562, of any version; also the nil and max ones. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const uuid: FieldType = {
  type: 'uuid',
  settings: [],
  storage: () => ({ kind: 'uuid' }),
  value: () =>
    z.string().transform((value, ctx) => {
      const id = value.trim().toLowerCase();
      if (!UUID.test(id)) ctx.addIssue({ code: 'custom', message: 'fieldNotUuid' });
      return id;
    }),
  toStored: String,
  fromStored: (raw) => String(raw).toLowerCase(),
  operators: ['eq', 'ne', 'in', 'isNull'],
  canBeUnique: true,
  canBeIndexed: true,
  generates: ['uuid'],
};
