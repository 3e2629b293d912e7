import type { BrandingChange } from '@/lib/branding/branding';
import type { AuditEvent } from '@/lib/model/audit';
import type { Branding } from '@/lib/model/branding';
import { changesBetween } from '../audit-changes';
import type { OperationContext } from '../define-operation';

export const brandingTarget = ({ slug }: { slug: string }): AuditEvent['target'] => ({ type: 'branding', id: slug, tenant: slug });

/** Tells the record what became of one part, and open screens that something did. */
export async function told(slug: string, part: 'draft' | 'published', { before, after }: BrandingChange, { runtime, audit }: OperationContext): Promise<Branding> {
  audit.changes([...changesBetween(before[part], after[part]), ...(before.version === after.version ? [] : [{ path: 'version', before: before.version, after: after.version }])]);
  await runtime.records.events.publish({ type: 'tenant', tenant: slug, data: { slug } });
  return after;
}
