import { mount } from 'svelte';
import App from './App.svelte';
import './main.css';

const target = document.getElementById('app');
if (!target) throw new Error('The page has no place for the workbench.');
mount(App, { target });
