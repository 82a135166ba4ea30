//! Tables in Arrow's memory layout, which other libraries take without a copy.
//!
//! <https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html> is how they come to them; numpy takes a
//! column by its array interface.

use std::sync::Arc;

use arrow_array::ffi::FFI_ArrowArray;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{
    ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, ArrowPrimitiveType, DictionaryArray, PrimitiveArray, RecordBatch,
    RecordBatchIterator, StringArray, StructArray,
};
use arrow_buffer::{ArrowNativeType, ScalarBuffer};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType};
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};

use crate::failed::Failed;

impl From<ArrowError> for Failed {
    fn from(error: ArrowError) -> Failed {
        Failed::Plain(format!("no table: {error}"))
    }
}

/// Keys of a column of names: how Arrow calls their type.
pub trait Key: ArrowNativeType {
    /// It.
    type Arrow: ArrowDictionaryKeyType<Native = Self>;
}

impl Key for i8 {
    type Arrow = Int8Type;
}

impl Key for i16 {
    type Arrow = Int16Type;
}

impl Key for i32 {
    type Arrow = Int32Type;
}

/// A column of names, each by its place in the list of them.
///
/// # Errors
/// If a place is behind the list.
pub fn named<K: Key>(keys: Vec<K>, names: &[impl AsRef<str>]) -> Result<ArrayRef, Failed> {
    let keys = PrimitiveArray::<K::Arrow>::new(ScalarBuffer::from(keys), None);
    let names = StringArray::from_iter_values(names.iter().map(AsRef::as_ref));
    Ok(Arc::new(DictionaryArray::try_new(keys, Arc::new(names))?))
}

/// A table: columns of one length, in Arrow's memory layout.
///
/// It has Arrow's PyCapsule interface: `pyarrow.table(t)`, `polars.from_arrow(t)`, `pandas.DataFrame.from_arrow(t)` and
/// others take it without a copy. `t["name"]` is a column.
#[pyclass(frozen, module = "conscycle")]
pub struct Table {
    batch: RecordBatch,
}

impl Table {
    /// A table of these columns.
    ///
    /// # Errors
    /// If they have not one length.
    pub fn new(columns: Vec<(&str, ArrayRef)>) -> Result<Table, Failed> {
        Ok(Table { batch: RecordBatch::try_from_iter(columns)? })
    }

    /// A table with its schema.
    pub fn with_batch(batch: RecordBatch) -> Table {
        Table { batch }
    }
}

#[pymethods]
impl Table {
    /// The names of the columns, in their order.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.batch.schema_ref().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// How many rows there are.
    #[getter]
    fn num_rows(&self) -> usize {
        self.batch.num_rows()
    }

    /// Bytes that the columns take in memory.
    #[getter]
    fn nbytes(&self) -> usize {
        self.batch.get_array_memory_size()
    }

    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    fn __contains__(&self, name: &str) -> bool {
        self.batch.column_by_name(name).is_some()
    }

    fn __getitem__(&self, name: &str) -> PyResult<Column> {
        match self.batch.column_by_name(name) {
            Some(array) => Ok(Column { name: name.to_string(), array: array.clone() }),
            None => Err(PyKeyError::new_err(format!(
                "the table has no column {name}, but {}",
                self.column_names().join(", ")
            ))),
        }
    }

    fn __repr__(&self) -> String {
        let names = self.column_names();
        let shown = names.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
        let more = if names.len() > 6 { ", ..." } else { "" };
        let (rows, columns) = (self.batch.num_rows(), names.len());
        format!("<conscycle.Table of {rows} rows and {columns} columns: {shown}{more}>")
    }

    /// The schema as a capsule: the PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.batch.schema_ref().as_ref());
        PyCapsule::new_with_value(py, schema.map_err(Failed::from)?, c"arrow_schema")
    }

    /// The rows as a structure in two capsules: the PyCapsule interface. A schema that is asked for does not matter.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        let rows = StructArray::from(self.batch.clone());
        Ok((self.__arrow_c_schema__(py)?, array(py, &rows)?))
    }

    /// The rows as a stream in a capsule: the PyCapsule interface. A schema that is asked for does not matter.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = RecordBatchIterator::new([Ok(self.batch.clone())], self.batch.schema());
        let stream = FFI_ArrowArrayStream::new(Box::new(batches));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}

fn array<'py>(py: Python<'py>, array: &dyn Array) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArray::new(&array.to_data()), c"arrow_array")
}

/// A column of a table.
///
/// `numpy.asarray(column)` takes its numbers without a copy; of a column of names these are places in `categories`.
/// `pyarrow.array(column)` takes it with its names.
#[pyclass(frozen, module = "conscycle")]
pub struct Column {
    name: String,
    array: ArrayRef,
}

/// Does the same with an array of numbers, whichever they are; of names with their places.
macro_rules! with_numbers {
    ($array:expr, |$numbers:ident| $work:expr) => {{
        let any = $array.as_any();
        with_numbers!(@each any, $numbers, $work,
            PrimitiveArray<UInt8Type>, PrimitiveArray<UInt16Type>, PrimitiveArray<UInt32Type>,
            PrimitiveArray<UInt64Type>);
        with_numbers!(@keys any, $numbers, $work, Int8Type, Int16Type, Int32Type);
    }};
    (@each $any:ident, $numbers:ident, $work:expr, $($array:ty),+) => {
        $(if let Some($numbers) = $any.downcast_ref::<$array>() { return $work; })+
    };
    (@keys $any:ident, $numbers:ident, $work:expr, $($key:ty),+) => {
        $(if let Some(named) = $any.downcast_ref::<DictionaryArray<$key>>() {
            let $numbers = named.keys();
            return $work;
        })+
    };
}

/// A description of numbers in memory, as numpy wants it.
fn interface<'py, T: ArrowPrimitiveType>(
    py: Python<'py>,
    numbers: &PrimitiveArray<T>,
) -> PyResult<Bound<'py, PyDict>> {
    let size = size_of::<T::Native>();
    let order = if size == 1 {
        '|'
    } else if cfg!(target_endian = "little") {
        '<'
    } else {
        '>'
    };
    let kind = if T::DATA_TYPE.is_unsigned_integer() { 'u' } else { 'i' };
    let described = PyDict::new(py);
    described.set_item("version", 3)?;
    described.set_item("shape", (numbers.len(),))?;
    described.set_item("typestr", format!("{order}{kind}{size}"))?;
    // What is at this address stays as long as the column, which whoever has the description holds.
    described.set_item("data", (numbers.values().as_ptr() as usize, true))?;
    Ok(described)
}

impl Column {
    /// Its numbers, as Python's.
    fn numbers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        with_numbers!(self.array, |numbers| PyList::new(py, numbers.values().iter().copied()));
        Err(PyTypeError::new_err("no numbers"))
    }

    /// The names, if it is a column of names.
    fn names(&self) -> Option<&StringArray> {
        let any = self.array.as_any();
        let i8 = any.downcast_ref::<DictionaryArray<Int8Type>>().map(DictionaryArray::values);
        let i16 = any.downcast_ref::<DictionaryArray<Int16Type>>().map(DictionaryArray::values);
        let i32 = any.downcast_ref::<DictionaryArray<Int32Type>>().map(DictionaryArray::values);
        i8.or(i16).or(i32)?.as_any().downcast_ref()
    }
}

#[pymethods]
impl Column {
    /// Its name.
    #[getter]
    fn name(&self) -> &str {
        &self.name
    }

    /// The type of its numbers, as `uint16`; of a column of names that of their places.
    #[getter]
    fn dtype(&self) -> String {
        let shown = match self.array.data_type() {
            DataType::Dictionary(keys, _) => keys.to_string(),
            other => other.to_string(),
        };
        shown.to_lowercase()
    }

    /// The names in it, if it is a column of names; else `None`.
    #[getter]
    fn categories(&self) -> Option<Vec<String>> {
        Some(self.names()?.iter().flatten().map(str::to_string).collect())
    }

    fn __len__(&self) -> usize {
        self.array.len()
    }

    /// Its values, as numbers or texts.
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let numbers = self.numbers(py)?;
        let Some(names) = self.names() else { return Ok(numbers) };
        let names = PyList::new(py, names.iter().flatten())?;
        let named: PyResult<Vec<Bound<'py, PyAny>>> =
            numbers.iter().map(|place| names.get_item(place.extract()?)).collect();
        PyList::new(py, named?)
    }

    /// Where its numbers are, for numpy.
    #[getter]
    fn __array_interface__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        with_numbers!(self.array, |numbers| interface(py, numbers));
        Err(PyTypeError::new_err("no numbers"))
    }

    /// Its type as a capsule: the PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.array.data_type()).map_err(Failed::from)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// Its values in two capsules: the PyCapsule interface. A schema that is asked for does not matter.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        Ok((self.__arrow_c_schema__(py)?, array(py, &self.array)?))
    }

    fn __repr__(&self) -> String {
        format!("<conscycle.Column {} of {} {}>", self.name, self.array.len(), self.dtype())
    }
}
