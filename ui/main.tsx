import { render } from 'preact'
import { App } from './app.tsx'
import './style/base.css'
import './style/layout.css'
import './style/parts.css'
import './style/data.css'
import './style/model.css'

const root = document.getElementById('app')
if (root) render(<App />, root)
