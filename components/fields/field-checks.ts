import type { z } from 'zod';
import { checkDecision } from '@/lib/fields/check-decision';
import { fieldDecisionSchema, type FieldDecision } from '@/lib/model/field';

/** What the server would refuse when the change is planned, said while its drawer is still open. @param taken names of the other fields */
export function decisionFormSchema(taken: readonly string[]): z.ZodType<FieldDecision> {
  return fieldDecisionSchema.superRefine((decision, context) => {
    if (taken.includes(decision.name)) context.addIssue({ code: 'custom', message: 'taken', path: ['name'] });
    for (const { path, message, params } of checkDecision(decision)) context.addIssue({ code: 'custom', message, path: path.split('.'), params });
  });
}
