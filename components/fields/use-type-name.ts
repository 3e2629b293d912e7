import { useTranslations } from 'next-intl';

type Loose = ((key: string) => string) & { has(key: string): boolean };

/** A type's name in words; one that is newer than this screen is shown as it is. */
export function useTypeName(): (type: string) => string {
  const t = useTranslations('fields') as unknown as Loose;
  return (type) => (t.has(`types.${type}`) ? t(`types.${type}`) : type);
}
