/*
 * The rows that the predecessor came with. Their order matters: its command-line tool is hard-wired to what comes
 * after them, bridge 3 and device 5.
 */

const ARDUINO = 1
const RPI = 2

export const demoBridges = [
  { address: '192.168.0.7', name: 'Coffee room', https: false },
  { address: '187.32.5.6', name: 'Parking lot', https: false },
]

/** `bridge` is a position in demoBridges. */
export const demoDevices = [
  {
    name: 'Espressif ESP-EYE',
    connection: '192.168.1.9',
    installer_id: ARDUINO,
    model: 'person_detection',
    description: 'a fine device',
    serial: '707B266C064B14A6',
    bridge: 1,
  },
  {
    name: 'Wio Terminal: ATSAMD51',
    connection: '192.168.1.11',
    installer_id: ARDUINO,
    model: 'person_detection',
    description: 'nice',
    serial: '707B266C064B14B7',
    bridge: 1,
  },
  {
    name: 'STM32F746 Discovery kit',
    connection: '192.168.1.4',
    installer_id: ARDUINO,
    model: 'mnist_lstm',
    description: 'config this',
    serial: '707B266C064B14C3',
    bridge: 0,
  },
  {
    name: 'Commodore 64',
    connection: '192.168.3.2',
    installer_id: RPI,
    model: 'coffee_detection',
    description: 'added new device support',
    serial: '1985',
    bridge: 0,
  },
]

/** Without pictures, which are uploaded as everybody's are. */
export const demoDatasets = [
  { name: 'Car recognition', description: 'Pictures with a car and without one: classes 0 and 1.' },
  { name: 'Person recognition', description: 'Pictures with a person and without one: classes 0 and 1.' },
  { name: 'Free parking space recognition', description: 'Parking spaces: classes Empty and Occupied.' },
]
