import { z } from 'zod';
import { slugProblem } from './slug-rules';

export { RESERVED_SLUGS, SLUG_MAX_LENGTH, slugFromName, slugProblem } from './slug-rules';

export const slugSchema = z.string().superRefine((slug, ctx) => {
  const problem = slugProblem(slug);
  if (problem) ctx.addIssue({ code: 'custom', message: problem });
});
