const PICTURE_NAME = /\.(jpe?g|png|gif|webp|bmp|tiff?|p[bgpn]m|hei[cf]|avif)$/i

/** Whether a file is called like a picture; what it is its bytes tell. */
export const isPictureName = (path: string): boolean => PICTURE_NAME.test(path)
