// @ts-check

/** @param {string} address The editor's. @param {string} folder The workspace. @returns {string} The page that shows it. */
export function workbenchAddress(address, folder) {
  return `${address}/?folder=${encodeURIComponent(folder).replaceAll('%2F', '/')}`;
}
