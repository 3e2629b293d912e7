import type { z } from 'zod';

export interface IssueKey {
  /** Below `validation.`. */
  key: string;
  params?: Record<string, string | number>;
}

/** A key of ours, given as the message of a schema, looks like this; zod's own messages are sentences. */
const OWN_KEY = /^[a-z][A-Za-z]+$/;

/** The catalogue's key for a zod issue. Safe in the browser: forms use it before anything is sent. */
export function zodIssueKey(issue: z.core.$ZodIssue): IssueKey {
  if (OWN_KEY.test(issue.message)) return issue.code === 'custom' && issue.params ? { key: issue.message, params: issue.params as IssueKey['params'] } : { key: issue.message };
  switch (issue.code) {
    case 'invalid_type':
      return { key: issue.input === undefined || issue.message.endsWith('undefined') ? 'required' : 'invalidType' };
    case 'too_small':
      return issue.origin === 'string' ? { key: 'tooShort', params: { min: Number(issue.minimum) } } : { key: 'tooSmall', params: { min: Number(issue.minimum) } };
    case 'too_big':
      return issue.origin === 'string' ? { key: 'tooLong', params: { max: Number(issue.maximum) } } : { key: 'tooBig', params: { max: Number(issue.maximum) } };
    case 'invalid_format':
      return { key: issue.format === 'email' ? 'invalidEmail' : issue.format === 'url' ? 'invalidUrl' : 'invalidFormat' };
    case 'invalid_value':
      return { key: 'invalidOption' };
    case 'unrecognized_keys':
      return { key: 'unknownField', params: { field: issue.keys.join(', ') } };
    default:
      return { key: 'invalid' };
  }
}
