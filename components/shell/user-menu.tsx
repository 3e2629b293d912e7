'use client';

import { ChevronsUpDown, LogOut } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { Avatar } from '@/components/ui/avatar';
import { cn } from '@/components/ui/cn';
import { Dropdown, DropdownContent, DropdownItem, DropdownLabel, DropdownRadioGroup, DropdownRadioItem, DropdownSeparator, DropdownTrigger } from '@/components/ui/dropdown';
import { LANGUAGES } from '@/lib/model/states';
import { LANGUAGE_NAMES } from './language-names';
import { useLanguageChoice } from './use-language-choice';
import { useSignOut } from './use-sign-out';

export interface Me {
  principal: { id: string; name: string; email: string | null; role: string };
  permissions: string[];
}

export const THEMES = ['system', 'light', 'dark'] as const;

export function UserMenu({ me, collapsed }: { me: Me; collapsed?: boolean }) {
  const t = useTranslations('nav');
  const locale = useLocale();
  const choose = useLanguageChoice();
  const { theme, setTheme } = useTheme();
  const signOut = useSignOut();
  const name = me.principal.name || me.principal.email || '';
  return (
    <Dropdown>
      <DropdownTrigger
        aria-label={t('account', { name })}
        className={cn('flex h-10 w-full items-center gap-2.5 rounded-md px-2 text-left text-sm transition-colors hover:bg-hover data-[state=open]:bg-hover', collapsed && 'justify-center px-0')}
      >
        <Avatar name={name} />
        {!collapsed && (
          <>
            <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
            <ChevronsUpDown className="size-3.5 text-ink-faint" aria-hidden />
          </>
        )}
      </DropdownTrigger>
      <DropdownContent align="start" className="w-60">
        <DropdownLabel>
          <span className="block truncate text-sm font-medium text-ink">{me.principal.email ?? name}</span>
          {t(`role.${me.principal.role as 'owner'}`)}
        </DropdownLabel>
        <DropdownSeparator />
        <DropdownLabel>{t('theme')}</DropdownLabel>
        <DropdownRadioGroup value={theme ?? 'system'} onValueChange={setTheme}>
          {THEMES.map((value) => (
            <DropdownRadioItem key={value} value={value} onSelect={(event) => event.preventDefault()}>
              {t(`themes.${value}`)}
            </DropdownRadioItem>
          ))}
        </DropdownRadioGroup>
        <DropdownSeparator />
        <DropdownLabel>{t('language')}</DropdownLabel>
        <DropdownRadioGroup value={locale} onValueChange={choose}>
          {LANGUAGES.map((value) => (
            <DropdownRadioItem key={value} value={value} lang={value}>
              {LANGUAGE_NAMES[value]}
            </DropdownRadioItem>
          ))}
        </DropdownRadioGroup>
        <DropdownSeparator />
        <DropdownItem onSelect={() => signOut()}>
          <LogOut aria-hidden /> {t('signOut')}
        </DropdownItem>
      </DropdownContent>
    </Dropdown>
  );
}
