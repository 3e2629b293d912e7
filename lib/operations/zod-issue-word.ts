import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Word = { message: string; params?: Record<string, string | number> };

/** A zod issue as a key below `validation.` in the catalogue, with its values. Our schemas' own messages are keys already. */
export function zodIssueWord(issue: Issue): Word {
  if (/^[a-z][A-Za-z]+$/.test(issue.message) && issue.code !== 'invalid_type') return { message: issue.message };
  switch (issue.code) {
    case 'invalid_type':
      return { message: issue.message.includes('received undefined') ? 'required' : 'invalidType' };
    case 'too_small':
      return issue.origin === 'string' ? { message: 'tooShort', params: { min: Number(issue.minimum) } } : { message: 'tooSmall', params: { min: Number(issue.minimum) } };
    case 'too_big':
      return issue.origin === 'string' ? { message: 'tooLong', params: { max: Number(issue.maximum) } } : { message: 'tooBig', params: { max: Number(issue.maximum) } };
    case 'invalid_format':
      return { message: issue.format === 'email' ? 'invalidEmail' : issue.format === 'url' ? 'invalidUrl' : 'invalidFormat' };
    case 'invalid_value':
      return { message: 'invalidOption' };
    case 'unrecognized_keys':
      return { message: 'unknownField', params: { field: issue.keys.join(', ') } };
    default:
      return { message: 'invalid' };
  }
}
