"""What the main window is put together from, in one place: imported once the window has been painted."""

from __future__ import annotations

from srviewer.engine.schedule import INTERACTIVE as INTERACTIVE
from srviewer.engine.schedule import Schedule as Schedule
from srviewer.evaluation import Prepared as Prepared
from srviewer.gui.canvas.canvas import Canvas as Canvas
from srviewer.gui.canvas.key_places import KeyPlaces as KeyPlaces
from srviewer.gui.features.batch.queue import BatchQueue as BatchQueue
from srviewer.gui.features.batch.queue import State as State
from srviewer.gui.features.blind_test.blind_test import BlindTest as BlindTest
from srviewer.gui.features.comparing.comparing import Comparing as Comparing
from srviewer.gui.features.comparing.estimate import whole_estimate as whole_estimate
from srviewer.gui.features.comparing.history import History as History
from srviewer.gui.features.comparing.left import LeftPanel as LeftPanel
from srviewer.gui.features.comparing.region import is_large as is_large
from srviewer.gui.features.frame.body import Body as Body
from srviewer.gui.features.frame.menus import Menus as Menus
from srviewer.gui.features.frame.menus import zoom_menu as zoom_menu
from srviewer.gui.features.frame.message_bar import MessageBar as MessageBar
from srviewer.gui.features.frame.right import RightPanel as RightPanel
from srviewer.gui.features.frame.status_bar import StatusBar as StatusBar
from srviewer.gui.features.frame.toolbar import Toolbar as Toolbar
from srviewer.gui.features.frame.view_bar import ViewBar as ViewBar
from srviewer.gui.features.inside.page import inside_page as inside_page
from srviewer.gui.features.inside.rebuilt import Rebuilding as Rebuilding
from srviewer.gui.features.lessons.lessons import Lessons as Lessons
from srviewer.gui.features.maps.maps import Mapping as Mapping
from srviewer.gui.features.numbers.numbers import NumbersPanel as NumbersPanel
from srviewer.gui.features.opening.drops import Drops as Drops
from srviewer.gui.features.opening.opening import Opening as Opening
from srviewer.gui.features.opening.strip import Strip as Strip
from srviewer.gui.features.opening.welcome import Welcome as Welcome
from srviewer.gui.features.plots.plots import PlotsPanel as PlotsPanel
from srviewer.gui.features.regions.region_numbers import RegionNumbers as RegionNumbers
from srviewer.gui.features.regions.region_numbers import put as put
from srviewer.gui.features.regions.region_numbers import remove_selected as remove_selected
from srviewer.gui.features.regions.region_panel import RegionPanel as RegionPanel
from srviewer.gui.features.saving.export import Exporting as Exporting
from srviewer.gui.features.saving.save import Saving as Saving
from srviewer.gui.features.wavelet.wavelet_panel import WaveletPanel as WaveletPanel
from srviewer.gui.services.errands import Errands as Errands
from srviewer.gui.services.lanes import Crashed as Crashed
from srviewer.gui.services.lanes import Status as Status
from srviewer.gui.services.lanes import Workers as Workers
from srviewer.session import Session as Session
