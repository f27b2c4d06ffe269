/**
 * What electron-builder is told beside its file, by what the environment holds. A signature is not asked for where
 * there is nothing to sign with, and insisted on where there is, and where a release updates itself.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 * @returns {string[]}
 */
export function packagingFlags(env, platform, arch) {
  const isSigned = Boolean(env.CSC_LINK || (platform === 'win32' && env.WIN_CSC_LINK))
  const flags = [`--${arch}`]
  if (platform === 'linux') flags.push(`-c.extraMetadata.homepage=${homepageOf(env)}`)
  if (isSigned) flags.push('-c.forceCodeSigning=true')
  else if (platform === 'darwin') {
    // Apple's processors start nothing unsigned. A signature of nobody's does, but cannot vouch for native modules.
    flags.push('-c.mac.identity=-', '-c.mac.hardenedRuntime=false', '-c.mac.notarize=false')
  }
  const feed = env.WEBHOOK_INSPECTOR_UPDATE_URL
  if (!feed) return flags
  if (URL.parse(feed)?.protocol !== 'https:') {
    throw new Error('WEBHOOK_INSPECTOR_UPDATE_URL takes an https address.')
  }
  if (platform === 'linux') return flags
  if (!isSigned) {
    throw new Error(
      'A release that updates itself has to be signed: set CSC_LINK, or unset WEBHOOK_INSPECTOR_UPDATE_URL.'
    )
  }
  return [...flags, '-c.publish.provider=generic', `-c.publish.url=${feed}`]
}

/**
 * The packages of Linux must name a page. It is the repository that they are built from; elsewhere a name that says
 * that there is none.
 * @param {Readonly<Record<string, string | undefined>>} env
 */
function homepageOf({
  WEBHOOK_INSPECTOR_HOMEPAGE: chosen,
  GITHUB_SERVER_URL: server,
  GITHUB_REPOSITORY: repository
}) {
  if (chosen) return chosen
  return server && repository ? `${server}/${repository}` : 'https://homepage.invalid'
}
