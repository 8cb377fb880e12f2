/** 160 bits of SHA-256, in hexadecimal. */
export async function contentHash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const bytes = new Uint8Array(digest).subarray(0, 20);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
