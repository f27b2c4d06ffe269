import { expect, it } from 'vitest'
import { ngrokConfigFiles } from './config-files.ts'

it.each([
  [
    'linux',
    {},
    '/home/ada',
    [
      '/home/ada/.config/ngrok/ngrok.yml',
      '/home/ada/snap/ngrok/current/.config/ngrok/ngrok.yml',
      '/home/ada/.ngrok2/ngrok.yml'
    ]
  ],
  [
    'linux',
    { XDG_CONFIG_HOME: '/etc/ada' },
    '/home/ada',
    [
      '/etc/ada/ngrok/ngrok.yml',
      '/home/ada/.config/ngrok/ngrok.yml',
      '/home/ada/snap/ngrok/current/.config/ngrok/ngrok.yml',
      '/home/ada/.ngrok2/ngrok.yml'
    ]
  ],
  [
    'linux',
    { XDG_CONFIG_HOME: 'relative' },
    '/home/ada',
    [
      '/home/ada/.config/ngrok/ngrok.yml',
      '/home/ada/snap/ngrok/current/.config/ngrok/ngrok.yml',
      '/home/ada/.ngrok2/ngrok.yml'
    ]
  ],
  [
    'darwin',
    {},
    '/Users/ada',
    ['/Users/ada/Library/Application Support/ngrok/ngrok.yml', '/Users/ada/.ngrok2/ngrok.yml']
  ],
  [
    'win32',
    { LOCALAPPDATA: 'D:\\Local' },
    'C:\\Users\\Ada',
    ['D:\\Local\\ngrok\\ngrok.yml', 'C:\\Users\\Ada\\.ngrok2\\ngrok.yml']
  ],
  [
    'win32',
    {},
    'C:\\Users\\Ada',
    ['C:\\Users\\Ada\\AppData\\Local\\ngrok\\ngrok.yml', 'C:\\Users\\Ada\\.ngrok2\\ngrok.yml']
  ]
] as const)('on %s with %j looks in the places of %s', (platform, env, home, files) => {
  expect(ngrokConfigFiles(platform, env, home)).toEqual(files)
})
