// Public pages carry no JavaScript: this entry exists so that their stylesheet gets a hashed name in the manifest.
import './public.css';
