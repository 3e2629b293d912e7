import { describe, expect, it } from 'vitest';
import { targetOf } from './target';

const ID = '0198c0de-1111-7000-8000-00000000abcd';

describe('the target of an audit event', () => {
  it('is the tenant where there is one', () => {
    expect(targetOf({ target: { type: 'run', id: ID, tenant: 'acme' } })).toEqual({ text: 'acme', whole: 'acme', opaque: false });
  });
  it('is an id by its beginning, marked as saying nothing', () => {
    expect(targetOf({ target: { type: 'session', id: ID } })).toEqual({ text: '0198c0de…', whole: ID, opaque: true });
  });
  it('takes the hash of an image for an id', () => {
    expect(targetOf({ target: { type: 'image', id: '9f'.repeat(32) } })).toMatchObject({ text: '9f9f9f9f…', opaque: true });
  });
  it('is the name that its own changes tell', () => {
    const changes = [{ path: 'name', before: null, after: 'Terraform' }];
    expect(targetOf({ target: { type: 'token', id: ID }, changes })).toEqual({ text: 'Terraform', whole: ID, opaque: false });
    expect(targetOf({ target: { type: 'admin', id: ID }, changes: [...changes, { path: 'email', before: 'ana@example.com', after: null }] }).text).toBe('ana@example.com');
  });
  it('keeps names whole', () => {
    expect(targetOf({ target: { type: 'server', id: 'embedded' } }).text).toBe('embedded');
  });
});
