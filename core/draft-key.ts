/** Where the draft of a conversation is stored, which its panels write; `new` is that of new chats. */
export const draftKey = (name: string) => `draft:${name}`;
