import { createApp } from 'vue'
import App from './App.vue'
import './style.css'
import './print.css' // last: it overrules

createApp(App).mount('#app')
