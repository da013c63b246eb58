const TYPES = ['image/png', 'image/jpeg', 'image/svg+xml', 'image/webp'];
const MAX_LENGTH = 64 * 1024;

/** Turns a chosen file into a data URL, as the server stores it. */
export async function readIcon(file: Blob): Promise<{ icon: string } | { error: string }> {
  if (!TYPES.includes(file.type)) return { error: 'This kind of file can not be shown as an icon. Use PNG, JPEG, SVG or WebP.' };
  const icon = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('The file could not be read.'));
    reader.readAsDataURL(file);
  });
  if (icon.length > MAX_LENGTH) return { error: `This picture is too large: ${Math.ceil(icon.length / 1024)} KiB when encoded, 64 KiB are allowed. 128 by 128 pixels are plenty.` };
  return { icon };
}
