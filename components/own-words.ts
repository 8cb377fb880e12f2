import { type Edit, isOwnEdit, rememberTexts } from '../core/own-edit.ts';

interface Field {
  value: string;
}
type FieldEvent = InputEvent & { readonly currentTarget: Field };

/**
 * Takes from a text box what the user does there, and puts it back to the words that are known after
 * anything else: by `execCommand` a page writes where the focus is, and the `input` of that counts as
 * the user's. But no `beforeinput` comes with it, and what one says holds even if the page writes in
 * between.
 */
export function takeOwnWords(read: () => string, write: (words: string) => void) {
  const earlier = rememberTexts();
  let edit: Edit | undefined;
  const restore = (field: Field) => {
    if (field.value !== read()) field.value = read();
  };
  return {
    onBeforeInput: ({ currentTarget: field, inputType, data }: FieldEvent) => {
      // The page may have kept the `input` of its own from coming here.
      restore(field);
      earlier.add(read());
      edit = { inputType, data };
    },
    onInput: ({ currentTarget: field }: FieldEvent) => {
      if (edit && isOwnEdit(edit, read(), field.value, earlier)) write(field.value);
      else restore(field);
      edit = undefined;
    },
  };
}
