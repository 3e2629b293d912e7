'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useId, useMemo } from 'react';
import { useWatch } from 'react-hook-form';
import { Field, FieldMessage } from '@/components/form/field';
import { FormProblem } from '@/components/form/form-problem';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { useOperationForm, type OperationForm } from '@/components/form/use-operation-form';
import { Button } from '@/components/ui/button';
import { Drawer, DrawerBody, DrawerFooter } from '@/components/ui/drawer';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { FieldDecision } from '@/lib/model/field';
import { decisionFormSchema } from './field-checks';
import { decisionFrom, linesOf, NEW_FIELD, valuesOf, type FieldFormValues, type FieldKind } from './field-values';
import { FieldPreview } from './field-preview';
import { FieldSwitches } from './field-switches';
import { LocalizedInput } from './localized-input';
import type { FieldRow } from './pending-changes';
import { TypeSettings } from './type-settings';
import { useTypeName } from './use-type-name';
import { ValueInput } from './value-input';

interface FieldSheetProps {
  slug: string;
  kinds: readonly FieldKind[];
  /** What is edited; null for a new one. */
  row: FieldRow | null;
  /** Names of the other fields. */
  taken: readonly string[];
  /** Headings in use. */
  groups: readonly string[];
  onKeep: (decision: FieldDecision) => void;
}

/** Adds or edits a field. What is decided joins the pending changes; nothing runs yet. */
export function FieldSheet({ open, onClose, ...props }: FieldSheetProps & { open: boolean; onClose: () => void }) {
  const t = useTranslations('fields');
  return (
    <Drawer open={open} onClose={onClose} title={props.row ? t('editTitle', { name: props.row.field.name }) : t('add')} description={t('keepDetail')}>
      <FieldForm key={props.row?.key ?? 'new'} {...props} />
    </Drawer>
  );
}

function FieldForm({ slug, kinds, row, taken, groups, onKeep }: FieldSheetProps) {
  const t = useTranslations('fields');
  const locale = useLocale();
  const kindOf = (type: string) => kinds.find((kind) => kind.type === type);
  const decide = (values: FieldFormValues) => decisionFrom(values, kindOf(values.type), locale, row?.field ?? null);
  const schema = useMemo(() => decisionFormSchema(taken), [taken]);
  const operation = useOperationForm<FieldFormValues, unknown, FieldDecision>({
    schema,
    defaultValues: row ? valuesOf(row.field, locale) : NEW_FIELD,
    toInput: decide,
    submit: (values) => Promise.resolve({ ok: true, data: decide(values) }),
    onDone: onKeep,
  });
  const values = useWatch({ control: operation.form.control }) as FieldFormValues;
  return (
    <form onSubmit={operation.onSubmit} noValidate className="flex min-h-0 flex-1 flex-col">
      <UnsavedGuard active={operation.form.formState.isDirty && !operation.done} />
      <DrawerBody>
        <FormProblem problem={operation.problem} />
        <Identity operation={operation} kinds={kinds} />
        <FieldPreview slug={slug} row={row} values={values} decision={decide(values)} />
        <TypeSettings form={operation.form} kind={kindOf(values.type)} />
        <FieldSwitches form={operation.form} kind={kindOf(values.type)} />
        <DefaultValue operation={operation} values={values} />
        <More operation={operation} groups={groups} />
      </DrawerBody>
      <DrawerFooter>
        <Button type="submit" variant="primary" pending={operation.busy}>
          {row && row.mark !== 'add' ? t('keep') : t('keepAdd')}
        </Button>
      </DrawerFooter>
    </form>
  );
}

function Identity({ operation: { form }, kinds }: { operation: OperationForm<FieldFormValues>; kinds: readonly FieldKind[] }) {
  const t = useTranslations('fields');
  const typeName = useTypeName();
  const { errors } = form.formState;
  return (
    <>
      <Field label={t('name')} hint={t('nameHint')} error={errors.name?.message}>
        <Input autoComplete="off" spellCheck={false} className="font-mono" {...form.register('name')} />
      </Field>
      <LocalizedInput form={form} name="label" hint={t('labelHint')} />
      <Field label={t('type')} error={errors.type?.message}>
        <Select {...form.register('type', { onChange: () => form.setValue('default', '') })}>
          {kinds.map(({ type }) => (
            <option key={type} value={type}>
              {typeName(type)}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}

function DefaultValue({ operation: { form }, values }: { operation: OperationForm<FieldFormValues>; values: FieldFormValues }) {
  const t = useTranslations('fields');
  return (
    <Field label={t('default')} hint={t('defaultHint')} error={form.formState.errors.default?.message} optional>
      <ValueInput type={values.type} options={linesOf(values.validation.options)} value={values.default} onChange={(value) => form.setValue('default', value, { shouldDirty: true, shouldValidate: true })} />
    </Field>
  );
}

function More({ operation: { form }, groups }: { operation: OperationForm<FieldFormValues>; groups: readonly string[] }) {
  const t = useTranslations('fields');
  const id = useId();
  const { errors } = form.formState;
  return (
    <details className="rounded-lg border px-4 py-2.5">
      <summary className="cursor-pointer text-sm font-medium">{t('more')}</summary>
      <div className="space-y-4 pt-3 pb-1">
        <LocalizedInput form={form} name="description" />
        <Field label={t('group')} hint={t('groupHint')} error={errors.group?.message} optional>
          <Input autoComplete="off" list={id} {...form.register('group')} />
        </Field>
        <datalist id={id}>
          {groups.map((group) => (
            <option key={group} value={group} />
          ))}
        </datalist>
        <Field label={t('claim')} hint={t('claimHint')} error={errors.claim?.message} optional>
          <Input autoComplete="off" spellCheck={false} className="font-mono" {...form.register('claim')} />
        </Field>
        <FieldMessage message={errors.root?.message} />
      </div>
    </details>
  );
}
